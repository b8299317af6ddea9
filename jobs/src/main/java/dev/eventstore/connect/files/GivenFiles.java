package dev.eventstore.connect.files;

import dev.eventstore.connect.WallClock;
import dev.eventstore.connect.files.InputFolder.Version;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/** Files in the order in which they were given, each once. After the last one it never ends. */
final class GivenFiles implements FileQueue {
  private final InputFolder folder;
  private final List<String> names;
  private int next;

  GivenFiles(InputFolder folder, FolderSplit split, WallClock clock) {
    this.folder = folder;
    this.names = folder.names();
    this.next = names.indexOf(split.file()) + 1;
  }

  @Override
  public String next() {
    return next < names.size() ? names.get(next++) : null;
  }

  @Override
  public boolean isOver() {
    return false;
  }

  @Override
  public OptionalLong caughtUpAt() {
    return OptionalLong.empty();
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return next < names.size() ? FolderReader.NOW : new CompletableFuture<>();
  }

  @Override
  public Map<String, Version> read() {
    return Map.of();
  }

  @Override
  public long pendingBytes() {
    return names.subList(next, names.size()).stream().mapToLong(folder::size).sum();
  }
}
