package dev.eventstore.period;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * Periods that start with a date of a zone's clock: at its midnight, the earlier one where the
 * clock shows it twice, and where it shows none, when the clock has moved past it.
 *
 * @param anchor see {@link DateUnit}
 */
record DateRule(DateUnit unit, int anchor, ZoneId zone) implements PeriodRule {
  @Override
  public Period periodOf(Instant time) {
    LocalDate first = unit.startBy(LocalDate.ofInstant(time, zone), anchor);
    LocalDate next = unit.plus(first, 1, anchor);
    Instant start = midnight(first);
    Instant end = midnight(next);
    // Moved back over midnight, the clock shows a date again after the next has begun; a date that
    // it skips begins and ends at once. Neither may be the period of this time.
    while (!end.isAfter(time)) {
      first = next;
      start = end;
      next = unit.plus(next, 1, anchor);
      end = midnight(next);
    }
    return new Period(start, end, unit.ids(anchor).format(first));
  }

  @Override
  public Instant startOf(String id) {
    return midnight(LocalDate.parse(id, unit.ids(anchor)));
  }

  private Instant midnight(LocalDate date) {
    return date.atStartOfDay(zone).toInstant();
  }

  @Override
  public String form() {
    return unit.form(anchor);
  }

  @Override
  public String toString() {
    return unit.word() + " from " + anchor;
  }
}
