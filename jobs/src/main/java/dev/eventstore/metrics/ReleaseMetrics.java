package dev.eventstore.metrics;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MeterView;
import org.apache.flink.metrics.MetricGroup;

/** How many events one subtask of the event store has released to the meters. */
public final class ReleaseMetrics {
  private final Counter released;

  public ReleaseMetrics(MetricGroup operator) {
    MetricGroup store = Metrics.of(operator);
    released = store.counter(Metrics.RELEASED);
    store.meter(Metrics.RELEASE_RATE, new MeterView(released));
  }

  public void released(int events) {
    released.inc(events);
  }
}
