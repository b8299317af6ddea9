package dev.eventstore.store.time;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/**
 * Which periods an operator has let pass, over restarts: those that a watermark has, which is a
 * promise, and those that the end of a bounded input has. That is no promise, so it is kept apart:
 * no period expires by it.
 */
public final class PassedPeriods {
  private final PromiseMark promise;
  private final ListState<Long> state;
  private long byTheEnd = Long.MIN_VALUE;

  public PassedPeriods(PromiseMark promise, OperatorStateStore store) throws Exception {
    this.promise = promise;
    state =
        store.getUnionListState(
            new ListStateDescriptor<>("passedByTheEnd", LongSerializer.INSTANCE));
    for (long release : state.get()) {
      byTheEnd(release);
    }
  }

  /** The end of the input has let a period pass, and so all before it. */
  public void byTheEnd(long release) {
    byTheEnd = Math.max(byTheEnd, release);
  }

  /**
   * @param release the moment at which a period is released, epoch milliseconds
   */
  public boolean have(long release) {
    return promise.passed(release) || release <= byTheEnd;
  }

  /** The last such moment that any worker may have passed, epoch milliseconds. */
  public long furthest() {
    return Math.max(promise.furthest(), byTheEnd);
  }

  public void snapshot() throws Exception {
    state.update(List.of(byTheEnd));
  }
}
