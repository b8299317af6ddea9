package dev.eventstore.period;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeriodCalendarTest {
  private static final String BERLIN = "Europe/Berlin";

  @ParameterizedTest
  @CsvSource({
    "hour,    UTC,              , 2026-10-05T13:00:00Z",
    "PT15M,   America/New_York, , 2026-10-05T13:30:00Z",
    "day,     Asia/Tokyo,       , 2026-10-05",
    "week,    UTC,              , 2026-W41",
    "week,    UTC,        monday, 2026-W41",
    "week,    UTC,      saturday, 2026-10-03",
    "month,   UTC,              , 2026-10",
    "month,   UTC,             1, 2026-10",
    "month,   UTC,            15, 2026-09-15",
    "quarter, UTC,              , 2026-Q4",
    "quarter, UTC,            31, 2026-07-31",
    "year,    UTC,              , 2026",
    "year,    UTC,            31, 2026-01-31",
  })
  void namesPeriods(String every, String zone, String anchor, String id) {
    PeriodCalendar calendar = calendar(every, zone, anchor);

    assertThat(calendar.periodOf(Instant.parse("2026-10-05T13:37:11.5Z")).id()).isEqualTo(id);
  }

  @Test
  void clampsFromTheAnchorInEveryMonth() {
    PeriodCalendar calendar = calendar("month", "UTC", "31");

    assertThat(ids(calendar, "2027-12-31T00:00:00Z", 6))
        .containsExactly(
            "2027-12-31", "2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30", "2028-05-31");
    assertThat(ids(calendar, "2027-02-28T00:00:00Z", 2))
        .containsExactly("2027-02-28", "2027-03-31");
    assertThat(calendar.periodOf(Instant.parse("2027-02-27T23:59:59.999999999Z")).id())
        .isEqualTo("2027-01-31");
  }

  @Test
  void startsQuartersAndYearsAtTheAnchorOfTheirFirstMonth() {
    assertThat(ids(calendar("quarter", "UTC", "31"), "2026-02-01T00:00:00Z", 5))
        .containsExactly("2026-01-31", "2026-04-30", "2026-07-31", "2026-10-31", "2027-01-31");
    assertThat(ids(calendar("year", "UTC", "15"), "2026-01-14T00:00:00Z", 2))
        .containsExactly("2025-01-15", "2026-01-15");
  }

  @Test
  void followsTheOffsetOfTheZone() {
    PeriodCalendar calendar = calendar("month", BERLIN, null);

    assertPeriod(calendar.parse("2026-03"), "2026-02-28T23:00:00Z", "2026-03-31T22:00:00Z");
    assertPeriod(calendar.parse("2026-10"), "2026-09-30T22:00:00Z", "2026-10-31T23:00:00Z");
  }

  @Test
  void namesWeeksByTheirOwnYear() {
    assertThat(ids(calendar("week", "UTC", null), "2026-12-31T00:00:00Z", 2))
        .containsExactly("2026-W53", "2027-W01");
    assertThat(calendar("week", "UTC", null).periodOf(Instant.parse("2027-01-03T00:00:00Z")).id())
        .isEqualTo("2026-W53");
  }

  @Test
  void passesOverADateTheClockSkipped() {
    PeriodCalendar days = calendar("day", "Pacific/Apia", null);

    assertThat(ids(days, "2011-12-29T12:00:00Z", 3))
        .containsExactly("2011-12-29", "2011-12-31", "2012-01-01");
    assertThat(ids(calendar("day", "Pacific/Kwajalein", null), "1993-08-20T13:00:00Z", 2))
        .containsExactly("1993-08-20", "1993-08-22");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> days.parse("2011-12-30"))
        .withMessage("'2011-12-30' is no period of this store; write a day, such as 2026-10-06");
  }

  @Test
  void keepsTheNominalDateOfAMonthThatStartsOnASkippedDate() {
    Period month = calendar("month", "Pacific/Apia", "30").parse("2011-12-30");

    assertPeriod(month, "2011-12-30T10:00:00Z", "2012-01-29T10:00:00Z");
  }

  @Test
  void startsADayWithoutMidnightWhenTheClockHasMoved() {
    Period day = calendar("day", "America/Sao_Paulo", null).parse("2018-11-04");

    assertPeriod(day, "2018-11-04T03:00:00Z", "2018-11-05T02:00:00Z");
  }

  @Test
  void startsADayAtTheFirstOfTwoMidnights() {
    PeriodCalendar days = calendar("day", "America/St_Johns", null);

    assertPeriod(days.parse("2010-11-07"), "2010-11-07T02:30:00Z", "2010-11-08T03:30:00Z");
    assertThat(days.periodOf(Instant.parse("2010-11-07T03:00:00Z")).id())
        .as("23:30 of the 6th for the second time")
        .isEqualTo("2010-11-07");
  }

  @Test
  void repeatsAnHourThatTheClockRepeats() {
    assertThat(ids(calendar("hour", BERLIN, null), "2026-10-25T00:30:00Z", 3))
        .containsExactly("2026-10-25T00:00:00Z", "2026-10-25T01:00:00Z", "2026-10-25T02:00:00Z");
  }

  @Test
  void shortensTheHourBesideAMoveOfHalfAnHour() {
    PeriodCalendar hours = calendar("hour", "Australia/Lord_Howe", null);

    assertThat(ids(hours, "2026-04-04T14:00:00Z", 4))
        .as("02:00 back to 01:30")
        .containsExactly(
            "2026-04-04T14:00:00Z",
            "2026-04-04T15:00:00Z",
            "2026-04-04T15:30:00Z",
            "2026-04-04T16:30:00Z");
    assertThat(ids(hours, "2026-10-03T14:30:00Z", 4))
        .as("02:00 on to 02:30")
        .containsExactly(
            "2026-10-03T14:30:00Z",
            "2026-10-03T15:30:00Z",
            "2026-10-03T16:00:00Z",
            "2026-10-03T17:00:00Z");
  }

  @Test
  void startsHoursWhereTheZoneDoes() {
    assertThat(calendar("hour", "Asia/Kathmandu", null).periodOf(Instant.EPOCH.plusSeconds(1)).id())
        .isEqualTo("1969-12-31T23:30:00Z");
    assertThat(calendar("hour", BERLIN, null).periodOf(Instant.parse("1850-01-01T12:00:00Z")).id())
        .as("local mean time, 53:28 ahead")
        .isEqualTo("1850-01-01T11:06:32Z");
  }

  @Test
  void alignsFixedLengthsToTheEpoch() {
    PeriodCalendar calendar = calendar("PT7H", BERLIN, null);

    assertPeriod(
        calendar.periodOf(Instant.EPOCH.minusNanos(1)),
        "1969-12-31T17:00:00Z",
        "1970-01-01T00:00:00Z");
  }

  @Test
  void reachesTheYear9999() {
    Instant last = Instant.parse("9999-12-31T23:59:59.999999999Z");

    assertThat(calendar("year", "UTC", null).periodOf(last).id()).isEqualTo("9999");
    assertThat(calendar("year", "UTC", null).parse("9999").contains(last)).isTrue();
    assertThat(calendar("day", BERLIN, null).periodOf(last).id()).isEqualTo("+10000-01-01");
    assertThat(calendar("day", BERLIN, null).parse("+10000-01-01").contains(last)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "year,    , 26",
    "year,    , 2026-10",
    "quarter, , 2026-Q5",
    "quarter, , 2026-Q0",
    "month,   , 2026-13",
    "month,   , 2026-1",
    "month,   , 2026-10-01",
    "month, 15, 2026-10",
    "month, 15, 2026-10-16",
    "month, 31, 2026-02-31",
    "week,    , 2025-W53",
    "week,    , 2026-W1",
    "week,    , 2026-10-05",
    "week, sunday, 2026-10-05",
    "day,     , 2026-02-29",
    "day,     , ''",
    "hour,    , 2026-10-05T13:30:00Z",
    "hour,    , 2026-10-05T13:00Z",
    "hour,    , 2026-10-05T15:00:00+02:00",
    "PT15M,   , 2026-10-05T13:10:00Z",
    "PT15M,   , 2026-10-05",
  })
  void refusesWhatIsNoPeriod(String every, String anchor, String id) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> calendar(every, BERLIN, anchor).parse(id))
        .withMessageMatching(
            "'%s' is no period of this store; write .*, such as 2026.*"
                .formatted(Pattern.quote(id)));
  }

  @Test
  void saysWhatAnIdLooksLike() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> calendar("month", BERLIN, "15").parse("2026-10"))
        .withMessage(
            "'2026-10' is no period of this store; write the start date of a month, such as 2026-09-15");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> calendar("PT15M", BERLIN, null).parse("13:00"))
        .withMessage(
            "'13:00' is no period of this store; write the UTC start of a PT15M period, such as 2026-10-05T13:00:00Z");
  }

  @Test
  void refusesAStartThatIsNone() {
    assertThatIllegalArgumentException()
        .isThrownBy(
            () -> calendar("month", BERLIN, null).startingAt(Instant.parse("2026-10-01T00:00:00Z")))
        .withMessage(
            "no period starts at 2026-10-01T00:00:00Z; it lies in 2026-10, which starts at 2026-09-30T22:00:00Z");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "fortnight | | 'fortnight' is no length of periods; write hour, day, week, month, quarter, year or a fixed duration such as PT15M",
        "P1M    | | 'P1M' is no length of periods; write hour, day, week, month, quarter, year or a fixed duration such as PT15M",
        "PT0S   | | a period cannot last PT0S; write whole seconds from PT1S to P36500D, such as PT15M",
        "PT-15M | | a period cannot last PT-15M; write whole seconds from PT1S to P36500D, such as PT15M",
        "PT1.5S | | a period cannot last PT1.5S; write whole seconds from PT1S to P36500D, such as PT15M",
        "month  | 0 | anchor '0' is no day of month; write a number from 1 to 31",
        "year   | 32 | anchor '32' is no day of month; write a number from 1 to 31",
        "quarter | monday | anchor 'monday' is no day of month; write a number from 1 to 31",
        "week   | 1 | anchor '1' is no weekday; write monday, tuesday, wednesday, thursday, friday, saturday or sunday",
        "day    | 1 | anchor '1' means nothing for periods of every day; remove it, or write every: month",
        "hour   | 1 | anchor '1' means nothing for periods of every hour; remove it, or write every: month",
        "PT15M  | 1 | anchor '1' means nothing for periods of every PT15M; remove it, or write every: month",
      })
  void refusesAWrongCalendarWithTheRemedy(String every, String anchor, String message) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> calendar(every, "UTC", anchor))
        .withMessage(message);
  }

  @Test
  void isEqualByWhatItMeans() {
    assertThat(calendar("month", BERLIN, null))
        .isEqualTo(calendar("month", BERLIN, "1"))
        .hasSameHashCodeAs(calendar("month", BERLIN, "1"))
        .isNotEqualTo(calendar("month", BERLIN, "2"))
        .isNotEqualTo(calendar("month", "UTC", null))
        .isNotEqualTo(calendar("quarter", BERLIN, null));
    assertThat(calendar("PT60M", BERLIN, null))
        .isEqualTo(calendar("PT1H", BERLIN, null))
        .isNotEqualTo(calendar("PT1H", "UTC", null));
    assertThat(calendar("P2W", BERLIN, null)).isEqualTo(calendar("P14D", BERLIN, null));
    assertThat(calendar("week", BERLIN, "sunday")).hasToString("every week from 7 in " + BERLIN);
  }

  @Test
  void travelsToOtherMachines() throws Exception {
    PeriodCalendar calendar = calendar("week", BERLIN, "sunday");
    Period period = calendar.periodOf(Instant.EPOCH);

    PeriodCalendar copy = copy(calendar);

    assertThat(copy).isEqualTo(calendar);
    assertThat(copy.periodOf(Instant.EPOCH)).isEqualTo(period);
  }

  @Test
  void hasAsManyDaysAsTheZoneHasDates() {
    PeriodCalendar days = calendar("day", BERLIN, null);
    Period day = days.parse("2026-01-01");
    Duration sum = Duration.ZERO;
    int count = 0;
    for (; day.end().isBefore(Instant.parse("2027-01-01T00:00:00Z")); count++) {
      assertThat(day.id()).isEqualTo(LocalDate.of(2026, 1, 1).plusDays(count).toString());
      sum = sum.plus(Duration.between(day.start(), day.end()));
      day = days.periodOf(day.end());
    }
    assertThat(count).isEqualTo(365);
    assertThat(sum).isEqualTo(Duration.ofDays(365));
  }

  private static PeriodCalendar copy(PeriodCalendar calendar)
      throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
      out.writeObject(calendar);
    }
    try (ObjectInputStream in =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      return (PeriodCalendar) in.readObject();
    }
  }

  private static PeriodCalendar calendar(String every, String zone, String anchor) {
    return PeriodCalendar.of(every, ZoneId.of(zone), anchor);
  }

  private static List<String> ids(PeriodCalendar calendar, String from, int count) {
    List<String> ids = new ArrayList<>();
    Instant time = Instant.parse(from);
    for (int i = 0; i < count; i++) {
      Period period = calendar.periodOf(time);
      ids.add(period.id());
      time = period.end();
    }
    return ids;
  }

  private static void assertPeriod(Period period, String start, String end) {
    assertThat(period.start()).isEqualTo(start);
    assertThat(period.end()).isEqualTo(end);
  }
}
