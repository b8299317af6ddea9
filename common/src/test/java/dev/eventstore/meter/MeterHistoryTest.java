package dev.eventstore.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.period.Period;
import dev.eventstore.period.PeriodCalendar;
import dev.eventstore.spec.MeterSpec;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which meters have changed since a period was released to them. */
class MeterHistoryTest {
  private static final PeriodCalendar MONTHS = PeriodCalendar.of("month", ZoneId.of("UTC"), null);
  private static final Period AUGUST = MONTHS.parse("2026-08");
  private static final Period SEPTEMBER = MONTHS.parse("2026-09");
  private static final long RELEASED = AUGUST.end().toEpochMilli();

  private static final Meters SUM = meters("sum(n)", "steady");
  private static final Meters MAX = meters("max(n)", "steady");

  @Test
  void nothingIsOutdatedAtFirst() {
    assertThat(new MeterHistory(SUM).outdated(Map.of()).in(AUGUST)).isEmpty();
    assertThat(go(new MeterHistory(SUM), SUM, Map.of()).outdated(Map.of()).in(AUGUST)).isEmpty();
  }

  @Test
  void aChangedMeterIsOutdatedInWhatWasReleased() {
    OutdatedMeters outdated = go(new MeterHistory(SUM), MAX, Map.of()).outdated(Map.of());

    assertThat(outdated.in(AUGUST)).containsExactly("m");
    assertThat(outdated.in(SEPTEMBER)).isEmpty();
    assertThat(OutdatedMeters.fromBytes(outdated.toBytes())).isEqualTo(outdated);
  }

  @Test
  void soIsOneThatIsNew() {
    OutdatedMeters outdated =
        go(new MeterHistory(SUM), meters("sum(n)", "steady", "new"), Map.of()).outdated(Map.of());

    assertThat(outdated.in(AUGUST)).containsExactly("new");
  }

  @Test
  void oneThatIsPutBackMissedWhatHappenedMeanwhile() {
    MeterHistory changed = go(new MeterHistory(SUM), MAX, Map.of());
    MeterHistory without = go(new MeterHistory(SUM), meters("sum(n)"), Map.of());

    assertThat(go(changed, SUM, Map.of()).outdated(Map.of()).in(AUGUST)).containsExactly("m");
    assertThat(go(without, SUM, Map.of()).outdated(Map.of()).in(AUGUST)).containsExactly("steady");
  }

  @Test
  void itStaysSoOverRestartsUntilReprocessed() {
    Map<Long, Integer> once = Map.of(AUGUST.start().getEpochSecond(), 1);
    MeterHistory changed = go(go(new MeterHistory(SUM), MAX, once), MAX, once);

    assertThat(changed.outdated(once).in(AUGUST)).containsExactly("m");

    Map<Long, Integer> twice = Map.of(AUGUST.start().getEpochSecond(), 2);
    assertThat(changed.outdated(twice).in(AUGUST)).isEmpty();
    assertThat(go(changed, MAX, twice).outdated(twice).in(AUGUST)).isEmpty();
    assertThat(go(changed, SUM, twice).outdated(twice).in(AUGUST))
        .as("after another change")
        .containsExactly("m");
  }

  @Test
  void whatIsSaidToBeReprocessedIsOutdatedNoMore() {
    OutdatedMeters outdated = go(new MeterHistory(SUM), MAX, Map.of()).outdated(Map.of());

    assertThat(outdated.without(AUGUST.start().getEpochSecond()).in(AUGUST)).isEmpty();
  }

  private static MeterHistory go(MeterHistory before, Meters now, Map<Long, Integer> rounds) {
    return MeterHistory.restore(now, before.toBytes(), RELEASED, rounds);
  }

  /** A meter m of one call, and others that count. */
  private static Meters meters(String call, String... others) {
    MeterSpec first = Released.spec(Released.aggregate(List.of(), "q", call));
    List<MeterSpec> specs = new ArrayList<>(List.of(first));
    for (String other : others) {
      specs.add(
          new MeterSpec(
              other, List.of(Released.aggregate(List.of(), "c", "count()")), List.of("out")));
    }
    return Meters.compile(Released.SCHEMA, specs);
  }
}
