package dev.eventstore.spec.read;

import dev.eventstore.spec.yaml.Node;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** Paths of a store file: relative ones start at the folder it is in. */
final class Folders {
  private static final Pattern URI = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+://.+");

  private final Path base;
  private final Problems problems;

  /**
   * @param base the folder of the store file, absolute; null where it is in none
   */
  Folders(Path base, Problems problems) {
    this.base = base;
    this.problems = problems;
  }

  /**
   * The {@code path} of a map that is read, absolute; empty where a problem is reported. Files are
   * read from this machine's file system.
   */
  String read(Mapping files) {
    var path = files.scalar("path");
    if (path.isPresent() && URI.matcher(path.get().text()).matches()) {
      problems.reported(
          path.get(),
          "files are read from paths of this machine; mount '" + path.get().written() + "' there");
      return "";
    }
    return written(files);
  }

  /**
   * The {@code path} of a map that is written, absolute, or the URI of any of Flink's file systems;
   * empty where a problem is reported.
   */
  String written(Mapping files) {
    var path = files.scalar("path");
    if (path.isEmpty()) {
      return "";
    }
    if (URI.matcher(path.get().text()).matches()) {
      return path.get().text();
    }
    Path resolved = resolve(path.get());
    return resolved == null ? "" : resolved.normalize().toString();
  }

  /** The text of the file that a value names, or null where a problem is reported. */
  String text(Node.Scalar file) {
    Path path = resolve(file);
    try {
      return path == null ? null : Files.readString(path);
    } catch (IOException e) {
      problems.reported(
          file, "the file '" + file.written() + "' cannot be read; check its name and rights");
      return null;
    }
  }

  private Path resolve(Node.Scalar path) {
    try {
      Path given = Path.of(path.text());
      if (base == null && !given.isAbsolute()) {
        problems.reported(
            path,
            "'"
                + path.written()
                + "' is relative, and this store file is in no folder of this machine; write the"
                + " whole path");
        return null;
      }
      return base == null ? given : base.resolve(given);
    } catch (InvalidPathException e) {
      problems.reported(path, "'" + path.written() + "' is not a path of this system; correct it");
      return null;
    }
  }
}
