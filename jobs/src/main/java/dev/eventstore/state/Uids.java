package dev.eventstore.state;

import java.util.UUID;

/** The names of operators in savepoints; they never change. */
public final class Uids {
  public static final String EVENT_STORE = "event-store";
  public static final String PERIOD_GATE = "period-gate";
  public static final String USAGE_TOTALS = "usage-totals";
  public static final String QUARANTINE = "quarantine";
  public static final String STATUS = "status";

  private Uids() {}

  public static String source(String source) {
    return "source-" + source;
  }

  public static String intake(String source) {
    return "intake-" + source;
  }

  /** What meters say for a target. */
  public static String output(String target) {
    return "to-" + target;
  }

  /** Of a target that is another store: records, and markers behind those of a period. */
  public static String feed(String target) {
    return "feed-" + target;
  }

  public static String target(String target) {
    return "target-" + target;
  }

  /** Flink does not run a source again that has ended before, by its name. */
  public static String published(String snapshot) {
    return "published-in-" + snapshot;
  }

  /** An import may go on from another one, which has read other files under another name. */
  public static String newImport() {
    return "import-" + UUID.randomUUID();
  }

  /** The files that an import reads. */
  public static String importedFiles(String imported) {
    return imported + "-files";
  }
}
