package dev.eventstore.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** What Flink leaves in its temporary folder when the process is killed. */
public final class TemporaryFiles {
  private TemporaryFiles() {}

  /** Removes a folder with all that is in it, while nobody uses it. */
  public static void clear(Path folder) {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the folder " + folder + " cannot be cleared; check its rights", e);
    }
  }
}
