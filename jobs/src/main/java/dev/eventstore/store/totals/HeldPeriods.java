package dev.eventstore.store.totals;

import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.function.LongPredicate;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/**
 * What the gate says of periods that are held, over restarts; periods by their starts, in epoch
 * seconds. All subtasks know the same.
 */
final class HeldPeriods {
  /** No period. */
  private static final long NONE = Long.MAX_VALUE;

  private final ListState<Long> before;
  private final ListState<Long> ends;

  private final NavigableSet<Long> passedLater = new TreeSet<>();

  /** What starts from then on is not published: the input has ended, and it was held. */
  private long stop = NONE;

  HeldPeriods(OperatorStateStore store) throws Exception {
    before = store.getUnionListState(new ListStateDescriptor<>("held", LongSerializer.INSTANCE));
    before.get().forEach(passedLater::add);
    ends = store.getUnionListState(new ListStateDescriptor<>("endsHeld", LongSerializer.INSTANCE));
    for (long start : ends.get()) {
      stop = Math.min(stop, start);
    }
  }

  /** The period passes now: what changed while it was held is part of its release. */
  void passedLater(long period) {
    passedLater.add(period);
  }

  boolean hasPassedLater(long period) {
    return passedLater.contains(period);
  }

  /** The input ends, and the period is held, with all that follow. */
  void endsWith(long period) {
    stop = period;
  }

  /** The gate goes on. */
  void goesOn() {
    stop = NONE;
  }

  boolean hasEnded() {
    return stop != NONE;
  }

  /** Whether the end of the input leaves the period unpublished. */
  boolean isLeft(long period) {
    return period >= stop;
  }

  /**
   * Forgets what has expired.
   *
   * @param hasExpired whether a period has
   */
  void forget(LongPredicate hasExpired) {
    while (!passedLater.isEmpty() && hasExpired.test(passedLater.first())) {
      passedLater.pollFirst();
    }
  }

  void snapshot() throws Exception {
    before.update(List.copyOf(passedLater));
    ends.update(hasEnded() ? List.of(stop) : List.of());
  }
}
