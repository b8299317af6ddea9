package dev.eventstore.spec.read;

import dev.eventstore.spec.yaml.Node;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Paths of a store file: relative ones start at the folder it is in. */
final class Folders {
  private final Path base;
  private final Problems problems;

  Folders(Path storeFile, Problems problems) {
    this.base = storeFile.toAbsolutePath().normalize().getParent();
    this.problems = problems;
  }

  /** The {@code path} of a map, absolute; empty where a problem is reported. */
  String at(Mapping files) {
    var path = files.scalar("path");
    if (path.isEmpty()) {
      return "";
    }
    try {
      return base.resolve(path.get().text()).normalize().toString();
    } catch (InvalidPathException e) {
      problems.reported(
          path.get(), "'" + path.get().written() + "' is not a path of this system; correct it");
      return "";
    }
  }

  /** The text of the file that a value names, or null where a problem is reported. */
  String text(Node.Scalar file) {
    try {
      return Files.readString(base.resolve(file.text()));
    } catch (IOException | InvalidPathException e) {
      problems.reported(
          file, "the file '" + file.written() + "' cannot be read; check its name and rights");
      return null;
    }
  }
}
