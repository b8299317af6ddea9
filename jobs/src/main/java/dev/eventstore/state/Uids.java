package dev.eventstore.state;

/** The names of operators in savepoints that are looked for there; they never change. */
public final class Uids {
  public static final String EVENT_STORE = "event-store";
  public static final String PERIOD_GATE = "period-gate";
  public static final String USAGE_TOTALS = "usage-totals";

  private Uids() {}

  /** Flink does not run a source again that has ended before, by its name. */
  public static String published(String snapshot) {
    return "published-in-" + snapshot;
  }

  public static String intake(String source) {
    return "intake-" + source;
  }
}
