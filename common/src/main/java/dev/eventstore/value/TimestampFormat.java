package dev.eventstore.value;

import java.io.Serializable;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.Locale;

/**
 * How a timestamp field is written.
 *
 * @param pattern {@code iso}, {@code epoch_millis}, {@code epoch_seconds} or a {@code java.time}
 *     pattern
 * @param zone the zone of patterns that name none
 */
public record TimestampFormat(String pattern, ZoneId zone) implements Serializable {
  public static final TimestampFormat ISO = new TimestampFormat("iso", ZoneId.of("UTC"));

  /**
   * Reads and writes a pattern, strictly: there is no 30th of February to be made the 28th.
   *
   * @throws IllegalArgumentException where it is no pattern
   */
  public static DateTimeFormatter formatter(String pattern) {
    return new DateTimeFormatterBuilder()
        .appendPattern(pattern)
        // Strict reading of yyyy, the year of an era, asks for the era.
        .parseDefaulting(ChronoField.ERA, 1)
        .toFormatter(Locale.ROOT)
        .withResolverStyle(ResolverStyle.STRICT);
  }
}
