package dev.eventstore.event;

import dev.eventstore.value.TimestampFormat;
import dev.eventstore.value.Values;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.ResolverStyle;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;

/** Reads timestamps of one format, down to nanoseconds. */
abstract class Timestamps {
  private static final Instant EARLIEST = Instant.parse("0001-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("9999-12-31T00:00:00Z");
  private static final DateTimeFormatter ISO =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
          .appendPattern("[XXX][XX][X]")
          .toFormatter(Locale.ROOT)
          .withResolverStyle(ResolverStyle.STRICT);

  private static final Timestamps ISO_TIMES = new Iso();

  private final String expected;

  private Timestamps(String expected) {
    this.expected = expected;
  }

  static Timestamps of(TimestampFormat format) {
    return switch (format.pattern()) {
      case "iso" -> ISO_TIMES;
      case "epoch_millis" -> new Epoch("milliseconds since 1970", 3);
      case "epoch_seconds" -> new Epoch("seconds since 1970", 0);
      default -> new Pattern(format);
    };
  }

  /** The instant, or null where the value is no such timestamp. */
  abstract Instant read(Object raw);

  /**
   * A whole time in ISO 8601, with its offset, is taken whatever the format: so times come from
   * formats that have a type for them, and it can be nothing else.
   */
  Instant of(Object raw) throws BadValueException {
    Instant instant = raw instanceof Instant known ? known : tried(raw);
    if (instant == null && raw instanceof String) {
      instant = ISO_TIMES.tried(raw);
    }
    if (instant == null || instant.isBefore(EARLIEST) || instant.isAfter(LATEST)) {
      throw new BadValueException(
          RefusalCode.BAD_TIME, "takes " + expected + " and not " + Shown.of(raw));
    }
    return instant;
  }

  private Instant tried(Object raw) {
    try {
      return read(raw);
    } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
      return null;
    }
  }

  private static final class Iso extends Timestamps {
    private Iso() {
      super("a time like 2026-10-05T13:00:00+02:00");
    }

    @Override
    Instant read(Object raw) {
      if (!(raw instanceof String text)) {
        return null;
      }
      String stripped = text.strip();
      Instant common = IsoTime.parse(stripped);
      return common != null ? common : Instant.from(ISO.parse(stripped));
    }
  }

  private static final class Epoch extends Timestamps {
    private final int digits;

    /**
     * @param digits of a second that the number counts
     */
    private Epoch(String expected, int digits) {
      super(expected);
      this.digits = digits;
    }

    @Override
    Instant read(Object raw) {
      BigDecimal number;
      if (raw instanceof Long integer) {
        number = BigDecimal.valueOf(integer);
      } else if (raw instanceof BigDecimal decimal) {
        number = decimal;
      } else if (raw instanceof String text) {
        number = Values.parse(text);
      } else {
        return null;
      }
      if (!Values.isWritable(number)) {
        return null;
      }
      BigInteger nanos =
          number.movePointRight(9 - digits).setScale(0, RoundingMode.FLOOR).toBigInteger();
      BigInteger[] parts = nanos.divideAndRemainder(BigInteger.TEN.pow(9));
      return Instant.ofEpochSecond(parts[0].longValueExact(), parts[1].longValueExact());
    }
  }

  private static final class Pattern extends Timestamps {
    private final DateTimeFormatter formatter;
    private final ZoneId zone;

    private Pattern(TimestampFormat format) {
      super("a time of the pattern " + format.pattern());
      this.formatter = TimestampFormat.formatter(format.pattern());
      this.zone = format.zone();
    }

    @Override
    Instant read(Object raw) {
      if (!(raw instanceof String) && !(raw instanceof Long)) {
        return null;
      }
      TemporalAccessor parsed =
          formatter.parseBest(
              raw.toString().strip(), ZonedDateTime::from, LocalDateTime::from, LocalDate::from);
      if (parsed instanceof ZonedDateTime zoned) {
        return zoned.toInstant();
      }
      return parsed instanceof LocalDateTime local
          ? local.atZone(zone).toInstant()
          : ((LocalDate) parsed).atStartOfDay(zone).toInstant();
    }
  }
}
