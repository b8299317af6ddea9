package dev.eventstore.period;

import java.time.Duration;
import java.time.Instant;

/**
 * Spans of one length, aligned to 1970-01-01T00:00Z in every zone.
 *
 * @param seconds the length
 */
record FixedRule(long seconds) implements PeriodRule {
  /**
   * @throws IllegalArgumentException where the length is no whole number of seconds from 1 up
   */
  static FixedRule of(Duration length) {
    if (length.compareTo(Duration.ofSeconds(1)) < 0
        || length.compareTo(Durations.LONGEST) > 0
        || length.getNano() != 0) {
      throw new IllegalArgumentException(
          "a period cannot last "
              + length
              + "; write whole seconds from PT1S to P36500D, such as PT15M");
    }
    return new FixedRule(length.getSeconds());
  }

  @Override
  public Period periodOf(Instant time) {
    long start = Math.floorDiv(time.getEpochSecond(), seconds) * seconds;
    Instant first = Instant.ofEpochSecond(start);
    return new Period(first, Instant.ofEpochSecond(start + seconds), first.toString());
  }

  @Override
  public Instant startOf(String id) {
    return Instant.parse(id);
  }

  @Override
  public String form() {
    return "the UTC start of a " + Duration.ofSeconds(seconds) + " period";
  }

  @Override
  public String toString() {
    return Duration.ofSeconds(seconds).toString();
  }
}
