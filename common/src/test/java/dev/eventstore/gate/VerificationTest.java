package dev.eventstore.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.period.PeriodCalendar;
import dev.eventstore.spec.ChannelSpec;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.ReleaseSpec;
import dev.eventstore.spec.ReleaseSpec.Check;
import dev.eventstore.spec.Retention;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.Counter;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.PeriodReport.State;
import dev.eventstore.usage.Tally;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.Field;
import dev.eventstore.value.FieldType;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stops a period before it is published, and what lets it pass. */
class VerificationTest {
  private static final PeriodCalendar MONTHS = PeriodCalendar.of("month", ZoneId.of("UTC"), null);
  private static final ReleaseSpec AUTOMATIC = new ReleaseSpec(false, List.of());

  @Test
  void aCountThatIsNotDeclaredHoldsAndTheMissingEventReleases() {
    PeriodGate gate = gate(AUTOMATIC);
    gate.counted("eu", start("2026-08"), stored(999, "1"), false);
    gate.counted("eu", start("2026-09"), stored(1, "1"), false);
    gate.declared("eu", 0, start("2026-08"), 1000, Map.of());

    List<PeriodReport> reports = gate.completeUpTo(end("2026-09"));
    assertThat(reports).extracting(PeriodReport::state).containsExactly(State.HELD, State.COMPLETE);
    assertThat(reports.get(0).heldBy())
        .isEqualTo("check manifests: eu declared 1000 events and 999 are stored");
    assertThat(gate.openUpTo()).isEqualTo(startMillis("2026-08"));
    assertThat(gate.lookAgain(period -> false)).isEmpty();

    gate.counted("eu", start("2026-08"), stored(1, "1"), false);
    assertThat(gate.lookAgain(period -> false))
        .extracting(PeriodReport::state)
        .containsExactly(State.PUBLISHED, State.PUBLISHED);
    assertThat(gate.openUpTo()).isEqualTo(end("2026-09"));
    assertThat(gate.takePassedLater()).containsExactly(start("2026-08"), start("2026-09"));
  }

  @Test
  void aTotalThatIsNotDeclaredHolds() {
    PeriodGate gate = gate(AUTOMATIC);
    gate.counted("eu", start("2026-08"), stored(2, "12.4"), false);
    gate.declared("eu", 0, start("2026-08"), 2, Map.of("bytes", new BigDecimal("12.50")));

    assertThat(gate.completeUpTo(end("2026-08")))
        .singleElement()
        .extracting(PeriodReport::heldBy)
        .isEqualTo("check manifests: eu declared bytes 12.5 and 12.4 is stored");
  }

  @Test
  void totalsOfKeyAndIdAreComparedToo() {
    StoreSpec spec = spec(AUTOMATIC, FieldType.INTEGER);
    PeriodGate gate = new PeriodGate(spec, List.of());
    gate.counted("eu", start("2026-08"), stored(1, "1").sum("id", BigDecimal.TEN), false);
    gate.declared("eu", 0, start("2026-08"), 1, Map.of("id", BigDecimal.TEN));

    assertThat(gate.completeUpTo(end("2026-08")).get(0).state()).isEqualTo(State.PUBLISHED);
    assertThat(new CheckExpressions(spec.event(), spec.sources()).problem("totals.id > 1", true))
        .isEmpty();
  }

  @Test
  void aTotalOfKeyAndIdHoldsAPeriodThatBeganBeforeTheyWereSummed() {
    StoreSpec spec =
        spec(
            new ReleaseSpec(false, List.of(new Check("some", "totals.id > 1"))), FieldType.INTEGER);
    PeriodGate gate = new PeriodGate(spec, List.of());
    gate.counted("eu", start("2026-08"), stored(1, "1"), false);
    byte[] earlier = gate.snapshot().get(0);
    earlier[0] = 2;
    gate = new PeriodGate(spec, List.of(earlier));
    gate.counted("eu", start("2026-08"), stored(1, "1").sum("id", BigDecimal.TEN), false);
    gate.declared("eu", 0, start("2026-08"), 2, Map.of("id", BigDecimal.TEN));

    PeriodReport report = gate.completeUpTo(end("2026-08")).get(0);

    assertThat(report.heldBy())
        .isEqualTo(
            "check manifests: eu declared id 10, a field that was not summed when the period began;"
                + " check some: it cannot be computed: there is no total 'id'; bytes");
    assertThat(report.totals()).containsOnlyKeys("bytes");
  }

  @Test
  void anApprovalLetsPassAndASavedGateRemembers() {
    PeriodGate gate = gate(new ReleaseSpec(true, List.of()));
    gate.counted("eu", start("2026-08"), stored(1, "1"), false);
    assertThat(gate.completeUpTo(end("2026-08")).get(0).heldBy()).isEqualTo("approval required");

    PeriodGate restored = new PeriodGate(spec(new ReleaseSpec(true, List.of())), gate.snapshot());
    assertThat(restored.completeUpTo(end("2026-08")).get(0).state()).isEqualTo(State.HELD);
    restored.approve(start("2026-08"), "alice: as agreed");

    PeriodReport report = restored.lookAgain(period -> false).get(0);
    assertThat(report.state()).isEqualTo(State.PUBLISHED);
    assertThat(report.approvedBy()).isEqualTo("alice: as agreed");
    assertThat(report.heldBy()).isNull();
  }

  @Test
  void aSavedGateRemembersItsChecksAndTellsOnceWhatHolds() {
    PeriodGate gate = gate(AUTOMATIC);
    gate.counted("eu", start("2026-08"), stored(1, "1"), false);
    gate.counted("eu", start("2026-09"), stored(1, "1"), false);
    gate.declared("eu", 0, start("2026-09"), 2, Map.of());
    gate.completeUpTo(end("2026-09"));

    PeriodGate restored = new PeriodGate(spec(AUTOMATIC), gate.snapshot());

    assertThat(restored.reports()).isEqualTo(gate.reports());
    assertThat(restored.reports())
        .allSatisfy(report -> assertThat(report.checks()).hasSize(2))
        .extracting(PeriodReport::heldBy)
        .containsExactly(null, "check manifests: eu declared 2 events and 1 are stored");
    assertThat(restored.completeUpTo(end("2026-09")))
        .extracting(PeriodReport::period)
        .containsExactly("2026-09");
    assertThat(restored.lookAgain(period -> false)).isEmpty();
  }

  @Test
  void ownChecksReadTalliesAndThePeriodBefore() {
    PeriodGate gate =
        gate(
            new ReleaseSpec(
                false,
                List.of(
                    new Check("volume", "regions[\"eu-west\"].stored >= 10"),
                    new Check("steady", "totals.bytes > previous.totals.bytes * 0.5"))));
    gate.counted("eu", start("2026-08"), stored(10, "100"), false);
    gate.counted("eu", start("2026-09"), stored(10, "50"), false);

    List<PeriodReport> reports = gate.completeUpTo(end("2026-09"));

    assertThat(reports.get(0).state()).isEqualTo(State.PUBLISHED);
    assertThat(reports.get(0).checks())
        .extracting(check -> check.name() + " " + check.passed())
        .containsExactly("manifests true", "balance true", "volume true", "steady null");
    assertThat(reports.get(1).heldBy()).isEqualTo("check steady");
  }

  @Test
  void thePeriodBeforeHasSourcesAndRegionsToo() {
    String region = "regions[\"eu-west\"].stored >= previous.regions[\"eu-west\"].stored * 0.5";
    String source = "sources.eu.totals.bytes > previous.sources.eu.totals.bytes";
    PeriodGate gate =
        gate(
            new ReleaseSpec(
                false, List.of(new Check("region", region), new Check("source", source))));
    gate.counted("eu", start("2026-08"), stored(10, "100"), false);
    gate.counted("eu", start("2026-09"), stored(5, "100"), false);

    assertThat(gate.completeUpTo(end("2026-09")))
        .flatExtracting(PeriodReport::checks)
        .filteredOn(check -> !check.name().matches("manifests|balance"))
        .extracting(check -> check.name() + " " + check.passed())
        .containsExactly("region null", "source null", "region true", "source false");
    StoreSpec spec = spec(AUTOMATIC);
    CheckExpressions expressions = new CheckExpressions(spec.event(), spec.sources());
    assertThat(expressions.problem(region, true)).isEmpty();
    assertThat(expressions.problem(source, true)).isEmpty();
    assertThat(expressions.problem("previous.regions.eu.stored > 1", true))
        .contains("there is no region 'eu'; eu-west");
    assertThat(expressions.problem("previous.previous.stored > 1", true))
        .hasValueSatisfying(
            problem -> assertThat(problem).startsWith("there is no count 'previous'; conflicts, "));
  }

  @Test
  void aCheckOfANameThatIsNotThereFailsAndIsNeverSkipped() {
    PeriodGate gate =
        gate(
            new ReleaseSpec(
                false,
                List.of(
                    new Check("region", "regions.typo.stored >= 0"),
                    new Check("source", "sources[\"typo\"].stored >= 0"),
                    new Check("total", "totals.typo >= 0"),
                    new Check("before", "previous == null || previous.totals.typo >= 0"),
                    new Check("nothing", "totals.bytes >= 1"),
                    new Check("none", "regions[\"eu-west\"].totals.bytes == 0"))));
    gate.counted("eu", start("2026-08"), new Tally(), false);

    PeriodReport report = gate.completeUpTo(end("2026-08")).get(0);

    assertThat(report.checks())
        .extracting(check -> check.name() + " " + check.passed() + " " + check.detail())
        .contains(
            "region false it cannot be computed: there is no region 'typo'; eu-west",
            "source false it cannot be computed: there is no source 'typo'; eu",
            "total false it cannot be computed: there is no total 'typo'; bytes",
            "before true null",
            "nothing false null",
            "none true null");
  }

  @Test
  void aPeriodOfWhichNothingWasReportedIsCheckedLikeAnyOther() {
    PeriodGate gate = gate(new ReleaseSpec(false, List.of(new Check("volume", "stored >= 1"))));
    gate.counted("eu", start("2026-08"), stored(1, "1"), false);
    gate.counted("eu", start("2026-10"), stored(1, "1"), false);
    gate.completeUpTo(end("2026-08"));

    assertThat(gate.completeUpTo(end("2026-10")))
        .extracting(report -> report.period() + " " + report.state())
        .containsExactly("2026-09 HELD", "2026-10 COMPLETE");
    assertThat(gate.openUpTo()).isEqualTo(end("2026-08"));

    gate.approve(start("2026-09"), "alice: there was none");
    gate.lookAgain(period -> false);
    assertThat(gate.openUpTo()).isEqualTo(end("2026-10"));
  }

  @Test
  void whatLiesBeforeTheStoreWasFirstCompleteIsNoPeriodOfIt() {
    PeriodGate gate = gate(new ReleaseSpec(true, List.of()));
    gate.counted("eu", start("2020-01"), stored(1, "1"), false);

    assertThat(gate.completeUpTo(end("2026-08")))
        .extracting(PeriodReport::period)
        .containsExactly("2020-01");
  }

  @Test
  void theEndOfTheInputCompletesOnlyWhatWasReported() {
    PeriodGate gate = gate(new ReleaseSpec(true, List.of()));
    gate.counted("eu", start("2026-08"), stored(1, "1"), false);
    gate.completeUpTo(end("2026-08"));

    assertThat(gate.completeUpTo(Long.MAX_VALUE)).isEmpty();
  }

  @Test
  void aHeldPeriodWaitsWhileItsChangesAreUnderWay() {
    PeriodGate gate = gate(new ReleaseSpec(true, List.of()));
    gate.counted("eu", start("2026-08"), stored(1, "1"), false);
    gate.counted("eu", start("2026-09"), stored(1, "1"), false);
    gate.completeUpTo(end("2026-09"));
    gate.approve(start("2026-08"), "alice: as agreed");
    gate.approve(start("2026-09"), "alice: as agreed");

    assertThat(gate.lookAgain(period -> period == start("2026-08")))
        .extracting(report -> report.period() + " " + report.state())
        .containsExactly("2026-09 COMPLETE");
    assertThat(gate.openUpTo()).isEqualTo(startMillis("2026-08"));
    assertThat(gate.lookAgain(period -> period == start("2026-09")))
        .extracting(report -> report.period() + " " + report.state())
        .containsExactly("2026-08 PUBLISHED");
    assertThat(gate.openUpTo()).as("2026-09 still waits").isEqualTo(startMillis("2026-09"));
  }

  @Test
  void whatIsDeclaredOfAnExpiredPeriodDoesNotReopenIt() {
    PeriodGate gate = gate(AUTOMATIC);
    gate.counted("eu", start("2026-08"), stored(1, "1"), false);
    gate.completeUpTo(end("2027-12"));
    assertThat(gate.expireUpTo(end("2027-12"))).isNotEmpty();

    gate.declared("eu", 0, start("2026-08"), 1, Map.of());

    assertThat(gate.awaits(start("2026-08"))).isFalse();
    assertThat(gate.isForgotten(start("2026-08"))).isTrue();
  }

  @Test
  void aLateEventOfAPeriodThatPassedEmptyHoldsNothing() {
    PeriodGate gate = gate(new ReleaseSpec(false, List.of(new Check("volume", "stored >= 10"))));
    gate.counted("eu", start("2026-09"), stored(10, "1"), false);
    gate.completeUpTo(end("2026-09"));
    assertThat(gate.openUpTo()).isEqualTo(end("2026-09"));

    gate.counted("eu", start("2026-08"), stored(1, "1"), false);

    assertThat(gate.lookAgain(period -> false))
        .singleElement()
        .extracting(PeriodReport::state)
        .isEqualTo(State.PUBLISHED);
    assertThat(gate.openUpTo()).isEqualTo(end("2026-09"));
  }

  @Test
  void whatComesAfterTheReleaseIsNoPartOfWhatIsChecked() {
    PeriodGate gate = gate(AUTOMATIC);
    gate.counted("eu", start("2026-08"), stored(1, "1"), false);
    gate.counted("eu", start("2026-08"), stored(1, "1"), true);
    gate.declared("eu", 0, start("2026-08"), 1, Map.of());

    assertThat(gate.completeUpTo(end("2026-08")).get(0).state()).isEqualTo(State.PUBLISHED);
    assertThat(gate.takePassedLater()).isEmpty();
    assertThat(gate.corrections().get(0).sources().get("eu").stored()).isEqualTo(2);
  }

  @Test
  void whatComesAfterTheReleaseMendsAPeriodThatIsHeld() {
    PeriodGate gate = gate(AUTOMATIC);
    gate.counted("eu", start("2026-08"), stored(1, "1"), false);
    gate.counted("eu", start("2026-08"), stored(1, "1"), true);
    gate.declared("eu", 0, start("2026-08"), 2, Map.of());

    assertThat(gate.completeUpTo(end("2026-08")).get(0).state()).isEqualTo(State.PUBLISHED);
    assertThat(gate.takePassedLater()).containsExactly(start("2026-08"));
  }

  @Test
  void aNamedPersonStopsWhatWouldPass() {
    PeriodGate gate = gate(AUTOMATIC);
    gate.counted("eu", start("2026-08"), stored(1, "1"), false);
    gate.stop(start("2026-08"), "bob: looks odd");

    assertThat(gate.completeUpTo(end("2026-08")).get(0).heldBy())
        .isEqualTo("hold by bob: looks odd");
    gate.approve(start("2026-08"), "bob: it is right");
    assertThat(gate.lookAgain(period -> false).get(0).state()).isEqualTo(State.PUBLISHED);
  }

  private static Tally stored(long count, String bytes) {
    return new Tally()
        .add(Counter.RECEIVED, count)
        .add(Counter.STORED, count)
        .sum("bytes", new BigDecimal(bytes));
  }

  private static long start(String period) {
    return MONTHS.parse(period).start().getEpochSecond();
  }

  private static long startMillis(String period) {
    return MONTHS.parse(period).start().toEpochMilli();
  }

  private static long end(String period) {
    return MONTHS.parse(period).end().toEpochMilli();
  }

  private static PeriodGate gate(ReleaseSpec release) {
    return new PeriodGate(spec(release), List.of());
  }

  private static StoreSpec spec(ReleaseSpec release) {
    return spec(release, FieldType.STRING);
  }

  private static StoreSpec spec(ReleaseSpec release, FieldType id) {
    ChannelSpec channel = new ChannelSpec.BesideCheckpoints("channel");
    SourceSpec eu =
        new SourceSpec(
            "eu",
            "eu-west",
            0,
            new SourceSpec.FilesInput("/in", null),
            SourceSpec.Format.JSON,
            null,
            Map.of(),
            new SourceSpec.Marker());
    return new StoreSpec(
        "calls",
        KafkaProperties.none(),
        new EventSchema(
            List.of(
                new Field("id", id, false, null),
                new Field("bytes", FieldType.DECIMAL, false, null)),
            List.of("id"),
            List.of("id"),
            null,
            null),
        MONTHS,
        Retention.parse("P13M"),
        StoreSpec.Conflicts.LATEST,
        StoreSpec.Late.REVISE,
        Duration.ofMinutes(1),
        Duration.ofDays(1),
        1,
        List.of(eu),
        List.of(),
        List.of(),
        channel,
        channel,
        channel,
        release);
  }
}
