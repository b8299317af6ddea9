package dev.eventstore.metrics;

import org.apache.flink.metrics.MetricGroup;

/**
 * The names of all metrics of a store, in the words of the store file and the status. {@code
 * docs/monitoring.md} says what each means; all are of operators, in the group {@code eventstore}.
 */
public final class Metrics {
  /** What sources are labelled with. */
  static final String REGION = "region";

  static final String SOURCE = "source";

  /** Of a source. */
  static final String PROMISE = "promise";

  static final String PROMISE_AGE = "promiseAge";
  static final String OVERDUE = "overdue";
  static final String STORED = "stored";

  /** Of a store's periods. */
  static final String OPEN_PERIODS = "openPeriods";

  static final String COMPLETE_PERIODS = "completePeriods";
  static final String HELD_PERIODS = "heldPeriods";
  static final String PUBLISHED_PERIODS = "publishedPeriods";

  /** Of a store's release. */
  static final String RELEASED = "released";

  static final String RELEASE_RATE = "releaseRate";

  /** Of a store's output. */
  static final String PUBLISHED = "published";

  static final String REVISIONS = "revisions";
  static final String DRAFT_GROUPS = "draftGroups";

  private static final String GROUP = "eventstore";

  private Metrics() {}

  static MetricGroup of(MetricGroup operator) {
    return operator.addGroup(GROUP);
  }
}
