package dev.eventstore.metrics;

import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.LongSerializer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What one subtask of the totals has published, and what waits for its publication.
 *
 * <p>How many groups wait is kept over restarts. Where the parallelism changes, counts and groups
 * may go to different subtasks; the sum over the subtasks is right all the same.
 */
public final class TotalsMetrics {
  private final ListState<Long> kept;
  private final Counter published;
  private final Counter revisions;

  /** Written by the task, read by threads of reporters. */
  private volatile long drafts;

  public TotalsMetrics(OperatorStateStore state, MetricGroup operator) throws Exception {
    kept = state.getListState(new ListStateDescriptor<>("draftGroups", LongSerializer.INSTANCE));
    long sum = 0;
    for (Long part : kept.get()) {
      sum += part;
    }
    drafts = sum;
    MetricGroup store = Metrics.of(operator);
    published = store.counter(Metrics.PUBLISHED);
    revisions = store.counter(Metrics.REVISIONS);
    store.gauge(Metrics.DRAFT_GROUPS, (Gauge<Long>) () -> drafts);
  }

  /**
   * @param revision of the record that was published, from 0
   */
  public void published(int revision) {
    (revision == 0 ? published : revisions).inc();
  }

  /**
   * @param more groups that wait for their publication now; negative where they wait no longer
   */
  public void drafts(int more) {
    drafts += more;
  }

  public void snapshot() throws Exception {
    kept.update(List.of(drafts));
  }
}
