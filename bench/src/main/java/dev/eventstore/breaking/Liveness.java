package dev.eventstore.breaking;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Whether a process that is asked again and again is alive, as a liveness probe sees it. */
final class Liveness {
  /** 8 failures in a row, one every 15 s: the {@code livenessProbe} of deploy/kubernetes. */
  static final Duration ALLOWED = Duration.ofSeconds(8 * 15);

  private final LongSupplier nanos;
  private long answered;

  /**
   * @param nanos the time, nanoseconds
   */
  Liveness(LongSupplier nanos) {
    this.nanos = nanos;
    this.answered = nanos.getAsLong();
  }

  /**
   * Takes whether it answers now. Once it counts as dead another takes its place, with all the time
   * that this one had.
   */
  boolean isAlive(boolean answers) {
    long now = nanos.getAsLong();
    boolean alive = answers || now - answered < ALLOWED.toNanos();
    if (answers || !alive) {
      answered = now;
    }
    return alive;
  }
}
