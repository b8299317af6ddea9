package dev.eventstore.store.totals;

import dev.eventstore.store.time.PromiseMark;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * How far a store that goes on from an older snapshot has learnt what it published since, and has
 * caught up with it. Until it has learnt all, nothing is published; until it has caught up, nothing
 * is revised, since the sources are still telling what revised it before. Union state keeps both
 * over restarts.
 */
public final class Learning {
  private final PublishedIn from;
  private final ListState<String> openState;
  private final ListState<Long> upToState;
  private long upTo;
  private boolean done;

  /**
   * @param from what is learnt, or null
   * @throws SuppressRestartsException where something was being learnt and is not any more: trying
   *     again would not help
   */
  Learning(PublishedIn from, OperatorStateStore store) throws Exception {
    this.from = from;
    openState = store.getUnionListState(openState());
    upToState = store.getUnionListState(upToState());
    done = from == null;
    upTo = done ? Long.MIN_VALUE : from.upTo();
    for (long kept : upToState.get()) {
      upTo = Math.max(upTo, kept);
    }
    for (String open : openState.get()) {
      if (done) {
        throw new SuppressRestartsException(
            new IllegalStateException(
                "the store was stopped before it had learnt all that was published in "
                    + open
                    + "; start it with --published-in "
                    + open));
      }
    }
  }

  /** The snapshot that is not all learnt yet; empty where all is. */
  public static ListStateDescriptor<String> openState() {
    return new ListStateDescriptor<>("learning", StringSerializer.INSTANCE);
  }

  /** The watermark up to which had been published what was learnt. */
  public static ListStateDescriptor<Long> upToState() {
    return new ListStateDescriptor<>("learntUpTo", LongSerializer.INSTANCE);
  }

  /** All of it is in. */
  void end() {
    done = true;
  }

  boolean isDone() {
    return done;
  }

  /** Whether anything was ever learnt. */
  boolean hasLearnt() {
    return upTo != Long.MIN_VALUE;
  }

  /** Event time, epoch milliseconds; before everything where nothing was learnt. */
  long upTo() {
    return upTo;
  }

  /** Whether a period that is released at a moment had been published. */
  boolean concerns(long release) {
    return release <= upTo;
  }

  boolean hasCaughtUp(PromiseMark published) {
    return done && published.passed(upTo);
  }

  void snapshot() throws Exception {
    openState.update(done ? List.of() : List.of(from.snapshot()));
    upToState.update(hasLearnt() ? List.of(upTo) : List.of());
  }
}
