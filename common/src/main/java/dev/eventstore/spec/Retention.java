package dev.eventstore.spec;

import java.io.Serializable;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.temporal.TemporalAmount;

/** How long after its end a period stays in the store: an ISO period, or duration, of the zone. */
public record Retention(TemporalAmount amount) implements Serializable {

  /**
   * Parses {@code P13M}, {@code P30D}, {@code PT36H}.
   *
   * @throws java.time.format.DateTimeParseException where the text is neither
   */
  public static Retention parse(String text) {
    return new Retention(text.contains("T") ? Duration.parse(text) : Period.parse(text));
  }

  /** When a period that ends at {@code end} leaves the store. */
  public Instant expiry(Instant end, ZoneId zone) {
    return end.atZone(zone).plus(amount).toInstant();
  }

  /** How far back a store keeps periods at a time; what ended before it has expired. */
  public Instant reaches(Instant time, ZoneId zone) {
    return time.atZone(zone).minus(amount).toInstant();
  }
}
