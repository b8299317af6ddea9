package dev.eventstore.period;

import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;

/**
 * The hours of a zone's clock. A period starts wherever the clock shows a full hour, and wherever
 * the clock is moved. So every period lies within one hour of the clock and one offset: an hour
 * that DST repeats is two periods, and a move by or at part of an hour (Lord Howe, St. John's)
 * makes the hours beside it shorter, never longer.
 */
record HourRule(ZoneId zone) implements PeriodRule {
  private static final long HOUR = 3600;

  @Override
  public Period periodOf(Instant time) {
    ZoneRules rules = zone.getRules();
    long offset = rules.getOffset(time).getTotalSeconds();
    long fullHour = Math.floorDiv(time.getEpochSecond() + offset, HOUR) * HOUR - offset;
    Instant start = Instant.ofEpochSecond(fullHour);
    Instant end = start.plusSeconds(HOUR);
    ZoneOffsetTransition move = rules.nextTransition(start);
    while (move != null && !move.getInstant().isAfter(time)) {
      start = move.getInstant();
      move = rules.nextTransition(start);
    }
    if (move != null && move.getInstant().isBefore(end)) {
      end = move.getInstant();
    }
    return new Period(start, end, start.toString());
  }

  @Override
  public Instant startOf(String id) {
    return Instant.parse(id);
  }

  @Override
  public String form() {
    return "the UTC start of an hour";
  }

  @Override
  public String toString() {
    return "hour";
  }
}
