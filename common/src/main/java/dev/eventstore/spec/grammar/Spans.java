package dev.eventstore.spec.grammar;

import dev.eventstore.period.Durations;
import dev.eventstore.spec.Retention;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Which time spans are allowed. Bounded, so that sums with any event time stay within range. */
final class Spans {
  static final String DURATION =
      "P[0-9]{1,4}W|P(?=[0-9T])([0-9]{1,9}D)?(T(?=[0-9])([0-9]{1,9}H)?([0-9]{1,9}M)?([0-9]{1,9}(\\.[0-9]{1,9})?S)?)?";

  static final String DURATION_REMEDY = "write it such as PT15M, PT1H or P1D, at most P36500D";

  static final String RETENTION =
      "P(?=[0-9])([0-9]{1,4}Y)?([0-9]{1,5}M)?([0-9]{1,5}W)?([0-9]{1,6}D)?|" + DURATION;

  static final String RETENTION_REMEDY = "write it such as P13M, P30D or PT36H, at most P1000Y";

  private static final Instant NOW = Instant.parse("2000-01-01T00:00:00Z");
  private static final Instant LAST = Instant.parse("3000-01-01T00:00:00Z");

  static final String TIME = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})";

  private Spans() {}

  static boolean isTime(String text) {
    try {
      OffsetDateTime.parse(text);
      return true;
    } catch (DateTimeException e) {
      return false;
    }
  }

  static boolean isDuration(String text) {
    try {
      Duration duration = Durations.parse(text);
      return !duration.isNegative() && duration.compareTo(Durations.LONGEST) <= 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  static boolean isPositiveDuration(String text) {
    return isDuration(text) && !Durations.parse(text).isZero();
  }

  static boolean isPositiveSpan(String text) {
    try {
      Instant expiry = Retention.parse(text).expiry(NOW, ZoneOffset.UTC);
      return expiry.isAfter(NOW) && !expiry.isAfter(LAST);
    } catch (DateTimeException | ArithmeticException e) {
      return false;
    }
  }

  /** Named zones only: an offset knows no daylight saving time. */
  static boolean isZone(String text) {
    return ZoneId.getAvailableZoneIds().contains(text);
  }
}
