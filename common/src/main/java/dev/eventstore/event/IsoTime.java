package dev.eventstore.event;

import java.time.Instant;
import java.time.LocalDate;

/**
 * Reads the common shape of ISO timestamps, {@code 2026-10-05T13:00:00.123Z} or with an offset of
 * hours and minutes. The general formatter takes more time than the rest of a record's decoding.
 */
final class IsoTime {
  private static final int SHORTEST = "2026-10-05T13:00:00Z".length();
  private static final int OFFSET = "+02:00".length();
  private static final int FRACTION = "2026-10-05T13:00:00".length();
  private static final int DAY_SECONDS = 86_400;

  private IsoTime() {}

  /**
   * @return null where the text has another shape, or a part out of its range: whether that is a
   *     timestamp is for the general formatter to say
   */
  static Instant parse(String text) {
    if (text.length() < SHORTEST
        || text.charAt(4) != '-'
        || text.charAt(7) != '-'
        || text.charAt(10) != 'T'
        || text.charAt(13) != ':'
        || text.charAt(16) != ':') {
      return null;
    }
    boolean utc = text.charAt(text.length() - 1) == 'Z';
    int end = text.length() - (utc ? 1 : OFFSET);
    int year = number(text, 0, 4);
    int month = number(text, 5, 7);
    int day = number(text, 8, 10);
    int time = seconds(text, 11, number(text, 17, 19));
    int offset = utc ? 0 : offset(text, end);
    int nanos = nanos(text, end);
    if (!isDay(year, month, day) || time < 0 || nanos < 0 || offset == DAY_SECONDS) {
      return null;
    }
    long days = LocalDate.of(year, month, day).toEpochDay();
    return Instant.ofEpochSecond(days * DAY_SECONDS + time - offset, nanos);
  }

  private static boolean isDay(int year, int month, int day) {
    return year >= 1
        && month >= 1
        && month <= 12
        && day >= 1
        && (day <= 28 || day <= LocalDate.of(year, month, 1).lengthOfMonth());
  }

  /** Seconds from {@code HH:MM} and seconds, or -1. */
  private static int seconds(String text, int from, int second) {
    int hour = number(text, from, from + 2);
    int minute = number(text, from + 3, from + 5);
    boolean isTime = hour >= 0 && hour < 24 && minute >= 0 && minute < 60;
    return isTime && second >= 0 && second < 60 ? hour * 3600 + minute * 60 + second : -1;
  }

  /** Seconds of an offset below 18 hours, or a day where it is none. */
  private static int offset(String text, int from) {
    char sign = from < FRACTION ? 0 : text.charAt(from);
    int size = from < FRACTION || text.charAt(from + 3) != ':' ? -1 : seconds(text, from + 1, 0);
    if (size < 0 || size >= 18 * 3600 || sign != '+' && (sign != '-' || size == 0)) {
      return DAY_SECONDS;
    }
    return sign == '+' ? size : -size;
  }

  /**
   * Of a fraction between the seconds and the offset, of up to 9 digits; -1 where there is other.
   */
  private static int nanos(String text, int end) {
    int digits = end - FRACTION - 1;
    if (digits < 0) {
      return end == FRACTION ? 0 : -1;
    }
    if (text.charAt(FRACTION) != '.' || digits == 0 || digits > 9) {
      return -1;
    }
    int nanos = number(text, FRACTION + 1, end);
    for (int i = digits; i < 9 && nanos > 0; i++) {
      nanos *= 10;
    }
    return nanos;
  }

  /** A number of decimal digits, at most 9; or -1. */
  private static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      int digit = text.charAt(i) - '0';
      if (digit < 0 || digit > 9) {
        return -1;
      }
      number = number * 10 + digit;
    }
    return number;
  }
}
