package dev.eventstore.period;

import java.io.Serializable;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;

/**
 * The periods of a store: they tile time without gap or overlap (contract 3.3). Starts are whole
 * seconds, ends are the next start. Safe for use by several threads.
 */
public final class PeriodCalendar implements Serializable {
  private static final long serialVersionUID = 1L;

  /** An instant whose period serves as the example in messages. */
  private static final Instant EXAMPLE = Instant.parse("2026-10-05T13:00:00Z");

  private final PeriodRule rule;
  private final ZoneId zone;

  /** Events come roughly in order, so that most fall in the period of the one before. */
  private transient volatile Period last;

  private PeriodCalendar(PeriodRule rule, ZoneId zone) {
    this.rule = rule;
    this.zone = zone;
  }

  /**
   * @param every hour, day, week, month, quarter, year or a fixed ISO duration
   * @param anchor a day of month 1-31, or a weekday; null for the default
   * @throws IllegalArgumentException with one sentence that names the remedy
   */
  public static PeriodCalendar of(String every, ZoneId zone, String anchor) {
    return new PeriodCalendar(PeriodRules.of(every, zone, anchor), zone);
  }

  public ZoneId zone() {
    return zone;
  }

  /** The period an instant is in. */
  public Period periodOf(Instant time) {
    Period known = last;
    if (known != null && known.contains(time)) {
      return known;
    }
    Period period = rule.periodOf(time);
    last = period;
    return period;
  }

  /** The last period that has ended at an instant. */
  public Period lastEndedBy(Instant time) {
    return periodOf(periodOf(time).start().minusNanos(1));
  }

  /**
   * The period whose start is given: the inverse of {@link Period#start}.
   *
   * @throws IllegalArgumentException where no period starts then
   */
  public Period startingAt(Instant start) {
    Period period = periodOf(start);
    if (!period.start().equals(start)) {
      throw new IllegalArgumentException(
          "no period starts at "
              + start
              + "; it lies in "
              + period.id()
              + ", which starts at "
              + period.start());
    }
    return period;
  }

  /**
   * The period of an id.
   *
   * @throws IllegalArgumentException with one sentence that names the form expected
   */
  public Period parse(String id) {
    try {
      Period period = periodOf(rule.startOf(id));
      if (period.id().equals(id)) {
        return period;
      }
    } catch (DateTimeException e) {
      throw new IllegalArgumentException(refusal(id), e);
    }
    throw new IllegalArgumentException(refusal(id));
  }

  private String refusal(String id) {
    return "'%s' is no period of this store; write %s, such as %s"
        .formatted(id, rule.form(), periodOf(EXAMPLE).id());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PeriodCalendar that && rule.equals(that.rule) && zone.equals(that.zone);
  }

  @Override
  public int hashCode() {
    return 31 * rule.hashCode() + zone.hashCode();
  }

  @Override
  public String toString() {
    return "every " + rule + " in " + zone;
  }
}
