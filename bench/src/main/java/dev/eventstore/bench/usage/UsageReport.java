package dev.eventstore.bench.usage;

/**
 * What one source reports, in its order: events, and some of them a second time a while later.
 * Records are told as they come, so that it takes no memory.
 */
final class UsageReport {
  /** How many events later a copy comes: a retry soon, another source's report late. */
  private static final int RETRY_AFTER = 1_000;

  private static final int CONFLICT_AFTER = 10_000;
  private static final int CROSSING_AFTER = 100_000;

  private final UsageEvents events;
  private final int source;
  private final UsageJson json;
  private final Sink sink;

  /** Takes records. */
  @FunctionalInterface
  interface Sink {
    void accept(int partition, byte[] record);
  }

  UsageReport(UsageEvents events, int source, Sink sink) {
    this.events = events;
    this.source = source;
    this.json = new UsageJson(events);
    this.sink = sink;
  }

  /** All that comes before the close. */
  void onTime() {
    long count = events.plan().events();
    for (long n = 0; n < count + CROSSING_AFTER; n++) {
      if (n < count && isMine(n) && !events.isLate(n)) {
        sink.accept(events.partition(n), json.event(n));
      }
      copies(n);
    }
  }

  private void copies(long n) {
    long retry = n - RETRY_AFTER;
    if (exists(retry) && isMine(retry) && events.isRetried(retry)) {
      sink.accept(events.partition(retry), json.event(retry));
    }
    long conflict = n - CONFLICT_AFTER;
    if (exists(conflict) && isMine(conflict) && events.isConflicting(conflict)) {
      sink.accept(events.partition(conflict), json.conflict(conflict));
    }
    long crossing = n - CROSSING_AFTER;
    if (exists(crossing) && events.isCrossing(crossing) && isNextAfterMine(crossing)) {
      sink.accept(events.partition(crossing), json.event(crossing));
    }
  }

  /** All that comes after it. */
  void late() {
    for (long n = 0; n < events.plan().events(); n++) {
      if (isMine(n) && events.isLate(n)) {
        sink.accept(events.partition(n), json.event(n));
      }
    }
  }

  private boolean exists(long n) {
    return n >= 0 && n < events.plan().events();
  }

  private boolean isMine(long n) {
    return events.source(n) == source;
  }

  private boolean isNextAfterMine(long n) {
    return (events.source(n) + 1) % UsagePlan.SOURCES.size() == source;
  }
}
