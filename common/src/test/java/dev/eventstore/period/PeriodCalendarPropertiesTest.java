package dev.eventstore.period;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;

/** What holds for every zone, every kind of period and every instant. */
class PeriodCalendarPropertiesTest {
  private static final long FROM = Instant.parse("1970-01-01T00:00:00Z").getEpochSecond();
  private static final long TO = Instant.parse("2100-01-01T00:00:00Z").getEpochSecond();
  private static final Instant FIRST_MOVES = Instant.parse("1800-01-01T00:00:00Z");
  private static final Instant LAST_MOVES = Instant.parse("2038-01-01T00:00:00Z");

  /** A calendar and an instant. */
  record Case(PeriodCalendar calendar, Instant time) {}

  @Property(tries = 4000)
  void periodsTileTime(@ForAll("cases") Case given) {
    PeriodCalendar calendar = given.calendar;
    Period period = calendar.periodOf(given.time);

    assertThat(period.contains(given.time)).isTrue();
    assertThat(period.start()).isBefore(period.end());
    assertThat(period.start().getNano()).isZero();
    assertThat(calendar.periodOf(period.start())).isEqualTo(period);
    assertThat(calendar.periodOf(period.end().minusNanos(1))).isEqualTo(period);
    assertThat(calendar.periodOf(period.end()).start()).isEqualTo(period.end());
    assertThat(calendar.periodOf(period.start().minusNanos(1)).end()).isEqualTo(period.start());
    assertThat(calendar.lastEndedBy(given.time).end()).isEqualTo(period.start());
    assertThat(calendar.lastEndedBy(period.end())).isEqualTo(period);
  }

  @Property(tries = 4000)
  void namesLeadBackToTheirPeriods(@ForAll("cases") Case given) {
    PeriodCalendar calendar = given.calendar;
    Period period = calendar.periodOf(given.time);
    Period next = calendar.periodOf(period.end());

    assertThat(calendar.parse(period.id())).isEqualTo(period);
    assertThat(calendar.startingAt(period.start())).isEqualTo(period);
    assertThat(next.id()).isNotEqualTo(period.id());
    assertThat(calendar.parse(next.id())).isEqualTo(next);
  }

  @Property(tries = 1000)
  void farTimesTileToo(
      @ForAll("calendars") PeriodCalendar calendar, @ForAll("farTimes") Instant time) {
    Period period = calendar.periodOf(time);

    assertThat(period.contains(time)).isTrue();
    assertThat(calendar.periodOf(period.end()).start()).isEqualTo(period.end());
    assertThat(calendar.periodOf(period.end().minusNanos(1))).isEqualTo(period);
    assertThat(calendar.parse(period.id())).isEqualTo(period);
  }

  @Provide
  Arbitrary<Case> cases() {
    return calendars()
        .flatMap(
            calendar -> times(calendar.zone().getRules()).map(time -> new Case(calendar, time)));
  }

  @Provide
  Arbitrary<PeriodCalendar> calendars() {
    Arbitrary<String> daysOfMonth =
        Arbitraries.integers()
            .between(1, 31)
            .withDistribution(RandomDistribution.uniform())
            .map(String::valueOf)
            .injectNull(0.2);
    Arbitrary<String> weekdays =
        Arbitraries.of("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
            .injectNull(0.2);
    Arbitrary<String> none = Arbitraries.just((String) null);
    Arbitrary<Tuple.Tuple2<String, String>> kinds =
        Arbitraries.oneOf(
            Combinators.combine(Arbitraries.of("month", "quarter", "year"), daysOfMonth)
                .as(Tuple::of),
            Combinators.combine(Arbitraries.just("week"), weekdays).as(Tuple::of),
            Combinators.combine(
                    Arbitraries.of("hour", "day", "PT1S", "PT15M", "PT7H13M", "P1D"), none)
                .as(Tuple::of));
    List<String> zones = ZoneId.getAvailableZoneIds().stream().sorted().toList();
    return Combinators.combine(kinds, Arbitraries.of(zones))
        .as((kind, zone) -> PeriodCalendar.of(kind.get1(), ZoneId.of(zone), kind.get2()));
  }

  @Provide
  Arbitrary<Instant> farTimes() {
    return instants(
        FIRST_MOVES.getEpochSecond(), Instant.parse("9999-12-31T23:59:59Z").getEpochSecond());
  }

  /** Any instant, or one within two days of a move of the clock, mostly very near. */
  private static Arbitrary<Instant> times(ZoneRules rules) {
    List<Instant> moves = moves(rules);
    Arbitrary<Instant> anywhere = instants(FROM, TO);
    if (moves.isEmpty()) {
      return anywhere;
    }
    Arbitrary<Duration> near =
        Arbitraries.oneOf(
            Arbitraries.of(-1L, 0L, 1L).map(Duration::ofNanos),
            Arbitraries.longs().between(-7200, 7200).map(Duration::ofSeconds),
            Arbitraries.longs().between(-172_800, 172_800).map(Duration::ofSeconds));
    return Arbitraries.oneOf(
        anywhere, Combinators.combine(Arbitraries.of(moves), near).as(Instant::plus));
  }

  private static List<Instant> moves(ZoneRules rules) {
    List<Instant> moves = new ArrayList<>();
    ZoneOffsetTransition move = rules.nextTransition(FIRST_MOVES);
    while (move != null && move.getInstant().isBefore(LAST_MOVES)) {
      moves.add(move.getInstant());
      move = rules.nextTransition(move.getInstant());
    }
    return moves;
  }

  private static Arbitrary<Instant> instants(long fromSecond, long toSecond) {
    return Combinators.combine(
            Arbitraries.longs()
                .between(fromSecond, toSecond - 1)
                .withDistribution(RandomDistribution.uniform()),
            Arbitraries.of(0L, 1L, 500_000_000L, 999_999_999L))
        .as(Instant::ofEpochSecond);
  }
}
