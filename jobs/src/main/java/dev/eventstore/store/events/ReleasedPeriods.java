package dev.eventstore.store.events;

import dev.eventstore.store.PromiseMark;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/**
 * Which periods have gone to the meters, over restarts: those that all sources have promised to be
 * complete, and those that the end of a bounded input has completed. That is no promise, so it is
 * kept apart: no period expires by it.
 */
final class ReleasedPeriods {
  private final PromiseMark promise;
  private final ListState<Long> state;
  private long byTheEnd = Long.MIN_VALUE;

  ReleasedPeriods(PromiseMark promise, OperatorStateStore store) throws Exception {
    this.promise = promise;
    state =
        store.getUnionListState(
            new ListStateDescriptor<>("releasedByTheEnd", LongSerializer.INSTANCE));
    for (long release : state.get()) {
      byTheEnd(release);
    }
  }

  /** The end of the input has released a period, and so all before it. */
  void byTheEnd(long release) {
    byTheEnd = Math.max(byTheEnd, release);
  }

  /**
   * @param release the moment at which a period is released, epoch milliseconds
   */
  boolean have(long release) {
    return promise.passed(release) || release <= byTheEnd;
  }

  /** The last moment at which any worker may have released a period, epoch milliseconds. */
  long furthest() {
    return Math.max(promise.furthest(), byTheEnd);
  }

  void snapshot() throws Exception {
    state.update(List.of(byTheEnd));
  }
}
