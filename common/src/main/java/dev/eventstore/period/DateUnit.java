package dev.eventstore.period;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.SignStyle;
import java.time.temporal.ChronoField;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.time.temporal.TemporalField;
import java.util.Locale;

/**
 * Periods that start at a date. An anchor is a day of month from 1, or a weekday from Monday = 1; a
 * day of month past the month's end falls on its last day.
 */
enum DateUnit {
  DAY(0, "a day", DateTimeFormatter.ISO_LOCAL_DATE),
  WEEK(
      0,
      "a week",
      years(IsoFields.WEEK_BASED_YEAR)
          .appendLiteral("-W")
          .appendValue(IsoFields.WEEK_OF_WEEK_BASED_YEAR, 2)
          .parseDefaulting(ChronoField.DAY_OF_WEEK, 1)
          .toFormatter(Locale.ROOT)),
  MONTH(
      1,
      "a month",
      years(ChronoField.YEAR)
          .appendLiteral('-')
          .appendValue(ChronoField.MONTH_OF_YEAR, 2)
          .parseDefaulting(ChronoField.DAY_OF_MONTH, 1)
          .toFormatter(Locale.ROOT)),
  QUARTER(
      3,
      "a quarter",
      years(ChronoField.YEAR)
          .appendLiteral("-Q")
          .appendValue(IsoFields.QUARTER_OF_YEAR, 1)
          .parseDefaulting(IsoFields.DAY_OF_QUARTER, 1)
          .toFormatter(Locale.ROOT)),
  YEAR(
      12,
      "a year",
      years(ChronoField.YEAR).parseDefaulting(ChronoField.DAY_OF_YEAR, 1).toFormatter(Locale.ROOT));

  static final int DEFAULT_ANCHOR = 1;

  private final int months;
  private final String form;
  private final DateTimeFormatter ids;

  DateUnit(int months, String form, DateTimeFormatter ids) {
    this.months = months;
    this.form = form;
    this.ids = ids;
  }

  /** As {@link DateTimeFormatter#ISO_LOCAL_DATE} writes years: four digits, a sign beyond 9999. */
  private static DateTimeFormatterBuilder years(TemporalField field) {
    return new DateTimeFormatterBuilder().appendValue(field, 4, 10, SignStyle.EXCEEDS_PAD);
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** What an id names, in words. */
  String form(int anchor) {
    return anchor == DEFAULT_ANCHOR ? form : "the start date of " + form;
  }

  /** How starts are written as ids, and read. */
  DateTimeFormatter ids(int anchor) {
    return anchor == DEFAULT_ANCHOR ? ids : DateTimeFormatter.ISO_LOCAL_DATE;
  }

  /** The last start that is not after the date. */
  LocalDate startBy(LocalDate date, int anchor) {
    return switch (this) {
      case DAY -> date;
      case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.of(anchor)));
      case MONTH, QUARTER, YEAR -> {
        int month = (date.getMonthValue() - 1) / months * months + 1;
        LocalDate start = anchored(date.withDayOfMonth(1).withMonth(month), anchor);
        yield start.isAfter(date) ? plus(start, -1, anchor) : start;
      }
    };
  }

  /** The start that comes so many periods after a start. */
  LocalDate plus(LocalDate start, int periods, int anchor) {
    return switch (this) {
      case DAY -> start.plusDays(periods);
      case WEEK -> start.plusWeeks(periods);
      case MONTH, QUARTER, YEAR -> anchored(start.plusMonths((long) periods * months), anchor);
    };
  }

  private static LocalDate anchored(LocalDate month, int anchor) {
    return month.withDayOfMonth(Math.min(anchor, month.lengthOfMonth()));
  }
}
