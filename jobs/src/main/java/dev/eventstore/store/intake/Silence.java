package dev.eventstore.store.intake;

import dev.eventstore.clock.SourceClock;
import dev.eventstore.connect.SilenceProbe;
import dev.eventstore.event.CaughtUp;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.Watermark;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Lets silent partitions promise (contract 3.4, {@code quiet}): one from which nothing came for
 * that long is complete up to now minus the delay. But a reader that lags, or whose broker is down,
 * hears nothing either; so the broker is asked whether anything is unread, and no answer is no
 * promise.
 */
final class Silence implements AutoCloseable {

  /**
   * @param next the offset that was to be read next when the question was asked
   * @param asked when, epoch milliseconds
   */
  private record Question(long next, long asked, CompletableFuture<Boolean> answer) {}

  private final SourceClock clock;
  private final long delay;
  private final long quiet;
  private final SilenceProbe probe;
  private final Map<Integer, Question> questions = new HashMap<>();

  Silence(SourceSpec source, SourceClock clock, SilenceProbe.Factory probes) {
    this.clock = clock;
    if (source.complete() instanceof Watermark watermark && watermark.quiet() != null) {
      this.delay = watermark.delay().toMillis();
      this.quiet = watermark.quiet().toMillis();
      this.probe = probes.open();
    } else {
      this.delay = 0;
      this.quiet = 0;
      this.probe = null;
    }
  }

  /** Takes up the answers that are there, and asks about the partitions silent by now. */
  void look(long now) {
    if (probe == null) {
      return;
    }
    takeAnswers();
    for (int partition : clock.silentSince(now - quiet)) {
      questions.computeIfAbsent(
          partition,
          silent -> {
            long next = clock.next(silent);
            return new Question(next, now, probe.caughtUp(silent, next));
          });
    }
  }

  /** A source that says by itself when it has read everything need not be asked. */
  void caughtUp(CaughtUp notice, long now) {
    if (probe != null && clock.silentSince(now - quiet).contains(notice.partition())) {
      clock.promise(notice.partition(), notice.at() - delay);
    }
  }

  private void takeAnswers() {
    Iterator<Map.Entry<Integer, Question>> asked = questions.entrySet().iterator();
    while (asked.hasNext()) {
      Map.Entry<Integer, Question> entry = asked.next();
      Question question = entry.getValue();
      if (question.answer().isDone()) {
        asked.remove();
        if (isYes(question.answer()) && clock.next(entry.getKey()) == question.next()) {
          clock.promise(entry.getKey(), question.asked() - delay);
        }
      }
    }
  }

  private static boolean isYes(CompletableFuture<Boolean> answer) {
    return !answer.isCompletedExceptionally() && answer.join();
  }

  @Override
  public void close() {
    if (probe != null) {
      probe.close();
    }
  }
}
