package dev.eventstore.connect.files;

import dev.eventstore.connect.WallClock;
import dev.eventstore.connect.files.InputFolder.Version;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** The files that are in a folder at the beginning, each once. */
final class AllFiles implements FileQueue {
  private final Deque<String> names = new ArrayDeque<>();

  AllFiles(InputFolder folder, FolderSplit split, WallClock clock) {
    for (String name : folder.names()) {
      if (split.file().isEmpty() || InputFolder.ORDER.compare(name, split.file()) > 0) {
        names.add(name);
      }
    }
  }

  @Override
  public String next() {
    return names.poll();
  }

  @Override
  public boolean isOver() {
    return names.isEmpty();
  }

  /** Its end says so. */
  @Override
  public OptionalLong caughtUpAt() {
    return OptionalLong.empty();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return FolderReader.NOW;
  }

  @Override
  public Map<String, Version> read() {
    return Map.of();
  }
}
