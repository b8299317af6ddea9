package dev.eventstore.store.time;

import java.util.List;
import java.util.function.LongConsumer;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/**
 * The highest watermark an operator has seen, over restarts. After a restore Flink's own watermark
 * starts at the beginning, while what was promised before still stands; so "has it passed" is asked
 * here.
 *
 * <p>Every subtask keeps its own in union state and takes up the lowest. With aligned checkpoints
 * they are all the same. With unaligned ones a subtask may not have seen yet what another has, and
 * what is still on its way to it is not late.
 */
public final class PromiseMark {
  private final ListState<Long> state;
  private final long furthest;
  private long mark = Long.MIN_VALUE;

  public PromiseMark(OperatorStateStore store) throws Exception {
    state = store.getUnionListState(state());
    long lowest = Long.MAX_VALUE;
    long highest = Long.MIN_VALUE;
    for (Long restored : state.get()) {
      lowest = Math.min(lowest, restored);
      highest = Math.max(highest, restored);
    }
    furthest = highest;
    mark = lowest == Long.MAX_VALUE ? Long.MIN_VALUE : lowest;
  }

  /** Of each subtask its own mark. */
  public static ListStateDescriptor<Long> state() {
    return new ListStateDescriptor<>("promise", LongSerializer.INSTANCE);
  }

  /** Event time, epoch milliseconds, of a watermark that was seen. */
  public void raise(long watermark) {
    mark = Math.max(mark, watermark);
  }

  /** The highest watermark that any subtask had seen before the restart. */
  public long furthest() {
    return furthest;
  }

  /** Whether the watermark has passed a moment, in this run or before it. */
  public boolean passed(long moment) {
    return moment <= mark;
  }

  /** Hands the watermark over, where one has been seen. */
  public void ifSet(LongConsumer use) {
    if (mark != Long.MIN_VALUE) {
      use.accept(mark);
    }
  }

  public void snapshot() throws Exception {
    state.update(List.of(mark));
  }
}
