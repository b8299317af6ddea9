package dev.eventstore.period;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.stream.Stream;

/** The rule that the words of a store file ask for. */
final class PeriodRules {
  private PeriodRules() {}

  static PeriodRule of(String every, ZoneId zone, String anchor) {
    return switch (every) {
      case "month" -> new DateRule(DateUnit.MONTH, dayOfMonth(anchor), zone);
      case "quarter" -> new DateRule(DateUnit.QUARTER, dayOfMonth(anchor), zone);
      case "year" -> new DateRule(DateUnit.YEAR, dayOfMonth(anchor), zone);
      case "week" -> new DateRule(DateUnit.WEEK, weekday(anchor), zone);
      default -> unanchored(every, zone, anchor);
    };
  }

  private static PeriodRule unanchored(String every, ZoneId zone, String anchor) {
    PeriodRule rule =
        switch (every) {
          case "hour" -> new HourRule(zone);
          case "day" -> new DateRule(DateUnit.DAY, DateUnit.DEFAULT_ANCHOR, zone);
          default -> FixedRule.of(duration(every));
        };
    if (anchor != null) {
      throw new IllegalArgumentException(
          "anchor '%s' means nothing for periods of every %s; remove it, or write every: month"
              .formatted(anchor, every));
    }
    return rule;
  }

  private static Duration duration(String every) {
    try {
      return Durations.parse(every);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "'%s' is no length of periods; write hour, day, week, month, quarter, year or a fixed duration such as PT15M"
              .formatted(every),
          e);
    }
  }

  private static int dayOfMonth(String anchor) {
    if (anchor == null) {
      return DateUnit.DEFAULT_ANCHOR;
    }
    if (!anchor.matches("[1-9]|[12][0-9]|3[01]")) {
      throw new IllegalArgumentException(
          "anchor '%s' is no day of month; write a number from 1 to 31".formatted(anchor));
    }
    return Integer.parseInt(anchor);
  }

  private static int weekday(String anchor) {
    if (anchor == null) {
      return DateUnit.DEFAULT_ANCHOR;
    }
    return Stream.of(DayOfWeek.values())
        .filter(day -> day.name().toLowerCase(Locale.ROOT).equals(anchor))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "anchor '%s' is no weekday; write monday, tuesday, wednesday, thursday, friday, saturday or sunday"
                        .formatted(anchor)))
        .getValue();
  }
}
