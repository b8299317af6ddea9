package dev.eventstore.spec.read;

import dev.eventstore.period.PeriodCalendar;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Node.Scalar;
import dev.eventstore.spec.yaml.Problems;
import java.time.ZoneId;
import java.util.Optional;

/** Reads {@code period}. */
final class PeriodReader {
  private PeriodReader() {}

  /** Null where a problem is reported. */
  static PeriodCalendar read(Mapping root, Problems problems) {
    Mapping period = root.mapping("period");
    String every = Values.text(period, "every", "month");
    ZoneId zone = Values.zone(period, "zone");
    if (calendar(every, zone, null, period.scalar("every"), problems) == null) {
      return null;
    }
    String anchor = Values.text(period, "anchor", null);
    return calendar(every, zone, anchor, period.scalar("anchor"), problems);
  }

  private static PeriodCalendar calendar(
      String every, ZoneId zone, String anchor, Optional<Scalar> place, Problems problems) {
    try {
      return PeriodCalendar.of(every, zone, anchor);
    } catch (IllegalArgumentException e) {
      place.ifPresent(value -> problems.reported(value, e.getMessage()));
      return null;
    }
  }
}
