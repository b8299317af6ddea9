package dev.eventstore.connect.files;

import dev.eventstore.connect.WallClock;
import dev.eventstore.connect.files.InputFolder.Version;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;

/**
 * The files of a monitored folder, for ever. It is looked at on another thread, so that a slow disk
 * holds up no checkpoint, and not while there are files to be read.
 */
final class WatchedFiles implements FileQueue {
  private final InputFolder folder;
  private final WallClock clock;
  private final Executor later;
  private final FolderWatch watch;
  private final Deque<String> ready = new ArrayDeque<>();
  private CompletableFuture<Look> look;
  private CompletableFuture<Void> lookIsOver;
  private OptionalLong caughtUpAt = OptionalLong.empty();

  /**
   * @param at when the look began
   */
  private record Look(SortedMap<String, Version> files, long at) {}

  WatchedFiles(InputFolder folder, FolderSplit split, WallClock clock, Duration every) {
    this.folder = folder;
    this.clock = clock;
    this.later = CompletableFuture.delayedExecutor(every.toMillis(), TimeUnit.MILLISECONDS);
    this.watch = new FolderWatch(split.read());
    lookOn(ForkJoinPool.commonPool());
  }

  private void lookOn(Executor executor) {
    look = CompletableFuture.supplyAsync(this::look, executor);
    lookIsOver = look.handle((found, failure) -> null);
  }

  private Look look() {
    long at = clock.millis();
    return new Look(folder.versions(), at);
  }

  @Override
  public String next() {
    if (ready.isEmpty() && look.isDone()) {
      take(found());
      lookOn(later);
    }
    String name = ready.poll();
    if (name != null) {
      watch.opened(name);
    }
    return name;
  }

  private Look found() {
    try {
      return look.join();
    } catch (CompletionException e) {
      DiskStream.rethrow(e);
      throw e;
    }
  }

  private void take(Look found) {
    ready.addAll(watch.look(found.files()));
    caughtUpAt = watch.isIdle() ? OptionalLong.of(found.at()) : OptionalLong.empty();
  }

  @Override
  public OptionalLong caughtUpAt() {
    OptionalLong at = caughtUpAt;
    caughtUpAt = OptionalLong.empty();
    return at;
  }

  @Override
  public boolean isOver() {
    return false;
  }

  @Override
  public CompletableFuture<Void> isAvailable() {
    return ready.isEmpty() ? lookIsOver : FolderReader.NOW;
  }

  @Override
  public Map<String, Version> read() {
    return watch.read();
  }
}
