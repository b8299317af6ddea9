package dev.eventstore.bench.report;

/**
 * Checkpoints of some span of time, each from its trigger to its last acknowledgement.
 *
 * @param count how many there were; with none the seconds are 0
 */
public record CheckpointTimes(int count, double medianSeconds, double longestSeconds) {
  /** Null where there was none. */
  Double median() {
    return count == 0 ? null : medianSeconds;
  }

  /** Null where there was none. */
  Double longest() {
    return count == 0 ? null : longestSeconds;
  }
}
