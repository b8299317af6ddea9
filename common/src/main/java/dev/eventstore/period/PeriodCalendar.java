package dev.eventstore.period;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneId;

/** The periods of a store: they tile time without gap or overlap. */
public final class PeriodCalendar implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ZoneId zone;

  private PeriodCalendar(ZoneId zone) {
    this.zone = zone;
  }

  /**
   * @param every hour, day, week, month, quarter, year or a fixed ISO duration
   * @param anchor a day of month 1-31, or a weekday; null for the default
   * @throws IllegalArgumentException with one sentence that names the remedy
   */
  public static PeriodCalendar of(String every, ZoneId zone, String anchor) {
    return new PeriodCalendar(zone);
  }

  public ZoneId zone() {
    return zone;
  }

  /** The period an instant is in. */
  public Period periodOf(Instant time) {
    throw new UnsupportedOperationException();
  }

  /** The period whose start is given: the inverse of {@link Period#start}. */
  public Period startingAt(Instant start) {
    return periodOf(start);
  }

  /**
   * The period of an id.
   *
   * @throws IllegalArgumentException with one sentence that names the form expected
   */
  public Period parse(String id) {
    throw new UnsupportedOperationException();
  }
}
