package dev.eventstore.store.totals;

import dev.eventstore.store.time.PassedPeriods;
import dev.eventstore.store.time.PromiseMark;
import dev.eventstore.store.time.StorePeriods;
import dev.eventstore.store.time.StorePeriods.StorePeriod;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.streaming.api.watermark.Watermark;

/**
 * How far the totals have come, over restarts: which periods they have published, which are held,
 * and what is learnt.
 */
final class Progress {
  /** The watermark up to which periods are released and may be published. */
  final PromiseMark published;

  final HeldPeriods held;
  final Learning learning;
  private final PassedPeriods passed;
  private boolean ended;

  /**
   * @param publishedIn what had been published is told by it, or null
   */
  Progress(PublishedIn publishedIn, OperatorStateStore store) throws Exception {
    published = new PromiseMark(store);
    passed = new PassedPeriods(published, store);
    held = new HeldPeriods(store);
    learning = new Learning(publishedIn, store);
  }

  /** Whether the input has come to its end. */
  boolean hasEnded() {
    return ended;
  }

  boolean hasPassed(StorePeriod period) {
    return passed.have(period.release());
  }

  /** Whether what changes of the period may be published, be it at the end of the input. */
  boolean letsPublish(StorePeriod period) {
    return hasPassed(period) || ended && !held.isLeft(period.start());
  }

  /** The timers of the period's release fire, which at the end of the input is no promise. */
  void releases(StorePeriod period) {
    if (ended) {
      passed.byTheEnd(period.release());
    }
  }

  /** Whether nothing is to be learnt any more, and sources have told again what had been told. */
  boolean hasCaughtUp() {
    return learning.hasCaughtUp(published);
  }

  /** A watermark of both inputs. */
  void watermark(Watermark mark, StorePeriods periods) {
    if (mark.equals(Watermark.MAX_WATERMARK)) {
      ended = true;
    } else {
      published.raise(mark.getTimestamp());
      held.forget(period -> published.passed(periods.startingAt(period).expiry()));
    }
  }

  /** A watermark of the gate: the first passes when all that had been published is known. */
  void gateWatermark(Watermark mark) {
    learning.end();
    if (!mark.equals(Watermark.MAX_WATERMARK)) {
      held.goesOn();
    }
  }

  void snapshot() throws Exception {
    published.snapshot();
    passed.snapshot();
    held.snapshot();
    learning.snapshot();
  }
}
