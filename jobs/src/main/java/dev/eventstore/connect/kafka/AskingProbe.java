package dev.eventstore.connect.kafka;

import dev.eventstore.connect.SilenceProbe;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Asks on a thread of its own, because clients of Kafka block. Questions are asked by one thread; a
 * question that already waits for its answer is not asked again.
 */
final class AskingProbe implements SilenceProbe {
  private final UnreadRecords unread;
  private final Map<Question, CompletableFuture<Boolean>> waiting = new HashMap<>();
  private final ThreadPoolExecutor thread;

  AskingProbe(UnreadRecords unread) {
    this.unread = unread;
    // The thread starts with the first question and ends when none has come for a while.
    thread =
        new ThreadPoolExecutor(
            1, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), AskingProbe::daemon);
    thread.allowCoreThreadTimeOut(true);
  }

  @Override
  public CompletableFuture<Boolean> caughtUp(int partition, long next) {
    waiting.values().removeIf(CompletableFuture::isDone);
    return waiting.computeIfAbsent(new Question(partition, next), this::ask);
  }

  private CompletableFuture<Boolean> ask(Question question) {
    try {
      return CompletableFuture.supplyAsync(() -> answer(question), thread);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private boolean answer(Question question) {
    try {
      return !unread.any(question.partition, question.next);
    } catch (Exception e) {
      throw new CompletionException(e);
    }
  }

  /** Returns at once; the clients are closed when the question being asked has been given up. */
  @Override
  public void close() {
    if (!thread.isShutdown()) {
      unread.stop();
      thread.execute(unread::close);
      thread.shutdown();
    }
  }

  private static Thread daemon(Runnable run) {
    Thread thread = new Thread(run, "event-store-silence");
    thread.setDaemon(true);
    return thread;
  }

  private record Question(int partition, long next) {}
}
