package dev.eventstore.store.totals;

import dev.eventstore.store.time.StorePeriods.StorePeriod;
import java.time.Duration;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.watermark.Watermark;

/** The timers of a group, or of the end of a round in a key group: of whichever is current key. */
final class FigureTimers {
  /** Past every period: fires when the input ends. */
  static final long END_OF_INPUT = Watermark.MAX_WATERMARK.getTimestamp();

  private static final long AGAIN_MILLIS = 1_000;

  private final InternalTimerService<VoidNamespace> timers;
  private final Progress progress;
  private final long reviseAfterMillis;

  FigureTimers(
      InternalTimerService<VoidNamespace> timers, Progress progress, Duration reviseAfter) {
    this.timers = timers;
    this.progress = progress;
    this.reviseAfterMillis = reviseAfter.toMillis();
  }

  void release(StorePeriod period) {
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, period.release());
  }

  void expiry(StorePeriod period) {
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, period.expiry());
  }

  /** A change is published later, and not before the store has caught up with what it learns. */
  void revision() {
    Learning learning = progress.learning;
    if (progress.published.passed(learning.upTo())) {
      orAtTheEnd(learning.isDone() ? reviseAfterMillis : Math.max(reviseAfterMillis, AGAIN_MILLIS));
    } else {
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, learning.upTo());
      timers.registerEventTimeTimer(VoidNamespace.INSTANCE, END_OF_INPUT);
    }
  }

  /** The end of a round is told at once. */
  void arrival(StorePeriod period) {
    arrival(period, 0);
  }

  /** It has to be told until its groups have been looked at, over restarts. */
  void arrivalAgain(StorePeriod period) {
    arrival(period, AGAIN_MILLIS);
  }

  /** At the latest before the groups expire, and when the input ends. */
  private void arrival(StorePeriod period, long afterMillis) {
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, beforeExpiry(period));
    orAtTheEnd(afterMillis);
  }

  /** The groups of a round have been looked at. */
  void arrived(StorePeriod period) {
    timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, beforeExpiry(period));
    done();
  }

  static long beforeExpiry(StorePeriod period) {
    return period.expiry() - 1;
  }

  /** At the end of the input processing time stands still. */
  private void orAtTheEnd(long afterMillis) {
    timers.registerProcessingTimeTimer(
        VoidNamespace.INSTANCE, timers.currentProcessingTime() + afterMillis);
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, END_OF_INPUT);
  }

  /** There is nothing left for the end of the input. */
  void done() {
    timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, END_OF_INPUT);
  }
}
