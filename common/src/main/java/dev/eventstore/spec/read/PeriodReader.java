package dev.eventstore.spec.read;

import dev.eventstore.period.PeriodCalendar;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Problems;
import java.time.ZoneId;

/** Reads {@code period}. */
final class PeriodReader {
  private PeriodReader() {}

  /** Null where a problem is reported. */
  static PeriodCalendar read(Mapping root, Problems problems) {
    Mapping period = root.mapping("period");
    String every = Values.text(period, "every", "month");
    ZoneId zone = Values.zone(period, "zone");
    PeriodCalendar calendar = calendar(period, "every", every, zone, null, problems);
    String anchor = Values.text(period, "anchor", null);
    return calendar == null || anchor == null
        ? calendar
        : calendar(period, "anchor", every, zone, anchor, problems);
  }

  private static PeriodCalendar calendar(
      Mapping period, String key, String every, ZoneId zone, String anchor, Problems problems) {
    try {
      return PeriodCalendar.of(every, zone, anchor);
    } catch (IllegalArgumentException e) {
      new Places(period, "every", "anchor").report(key, e.getMessage(), problems);
      return null;
    }
  }
}
