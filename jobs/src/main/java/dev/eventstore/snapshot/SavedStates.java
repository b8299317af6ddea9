package dev.eventstore.snapshot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The savepoints and retained checkpoints in a folder, while a job may write and delete there. */
public final class SavedStates {
  /** A folder, a job's, a checkpoint's, its metadata. */
  private static final int DEEPEST = 4;

  /**
   * @param uri of the folder that holds its metadata
   */
  public record Saved(String uri, Instant time) {}

  private SavedStates() {}

  /** All of them, the newest last. */
  public static List<Saved> in(Path folder) {
    List<Saved> found = new ArrayList<>();
    try {
      if (Files.isDirectory(folder)) {
        Files.walkFileTree(folder, Set.of(), DEEPEST, new Finder(found));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "the folder " + folder + " cannot be read; check its rights", e);
    }
    found.sort(Comparator.comparing(Saved::time).thenComparing(Saved::uri));
    return found;
  }

  public static Optional<String> newest(Path folder) {
    List<Saved> all = in(folder);
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1).uri());
  }

  /** What is deleted while it is listed is passed over. */
  private static final class Finder extends SimpleFileVisitor<Path> {
    private final List<Saved> found;

    private Finder(List<Saved> found) {
      this.found = found;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
      if (file.endsWith(CheckpointFolders.METADATA)) {
        String uri = file.getParent().toUri().toString();
        found.add(new Saved(uri, attributes.lastModifiedTime().toInstant()));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path file, IOException gone) {
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, IOException gone) {
      return FileVisitResult.CONTINUE;
    }
  }
}
