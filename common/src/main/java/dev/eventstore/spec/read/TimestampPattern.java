package dev.eventstore.spec.read;

import dev.eventstore.value.TimestampFormat;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** Tries out a pattern for timestamps, so that a wrong one is refused before any event is. */
final class TimestampPattern {
  private static final ZonedDateTime MORNING =
      ZonedDateTime.of(2026, 10, 5, 3, 4, 5, 678_000_000, ZoneOffset.UTC);
  private static final ZonedDateTime AFTERNOON =
      ZonedDateTime.of(2026, 10, 5, 15, 16, 17, 189_000_000, ZoneOffset.UTC);

  private TimestampPattern() {}

  /** Whether the pattern reads back the date, and the time of day where it writes one. */
  static boolean isSound(String pattern) {
    try {
      DateTimeFormatter formatter = TimestampFormat.formatter(pattern);
      return isSound(formatter, MORNING) && isSound(formatter, AFTERNOON);
    } catch (IllegalArgumentException | DateTimeException e) {
      return false;
    }
  }

  private static boolean isSound(DateTimeFormatter formatter, ZonedDateTime time) {
    var read =
        formatter.parseBest(
            formatter.format(time), ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
    if (read instanceof LocalDate date) {
      boolean timeIsLost = !formatter.format(MORNING).equals(formatter.format(AFTERNOON));
      return date.equals(time.toLocalDate()) && !timeIsLost;
    }
    return LocalDate.from(read).equals(time.toLocalDate())
        && LocalDateTime.from(read).getHour() == time.getHour();
  }
}
