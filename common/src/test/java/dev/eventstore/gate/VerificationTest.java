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
import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What stops a period before it is published, and what lets it pass. */
class VerificationTest {
  private static final PeriodCalendar MONTHS = PeriodCalendar.of("month", ZoneId.of("UTC"), null);

  @Test
  void aCountThatIsNotDeclaredHoldsAndTheMissingEventReleases() {
    PeriodGate gate = gate(ReleaseSpec.AUTOMATIC);
    gate.counted("eu", start("2026-08"), stored(999, "1"));
    gate.counted("eu", start("2026-09"), stored(1, "1"));
    gate.declared("eu", 0, start("2026-08"), 1000, Map.of());

    List<PeriodReport> reports = gate.completeUpTo(end("2026-09"));
    assertThat(reports).extracting(PeriodReport::state).containsExactly(State.HELD, State.COMPLETE);
    assertThat(reports.get(0).heldBy())
        .isEqualTo("check manifests: eu declared 1000 events and 999 are stored");
    assertThat(gate.openUpTo()).isEqualTo(startMillis("2026-08"));
    assertThat(gate.lookAgain()).isEmpty();

    gate.counted("eu", start("2026-08"), stored(1, "1"));
    assertThat(gate.lookAgain())
        .extracting(PeriodReport::state)
        .containsExactly(State.PUBLISHED, State.PUBLISHED);
    assertThat(gate.openUpTo()).isEqualTo(end("2026-09"));
    assertThat(gate.takePassedLater()).containsExactly(start("2026-08"), start("2026-09"));
  }

  @Test
  void aTotalThatIsNotDeclaredHolds() {
    PeriodGate gate = gate(ReleaseSpec.AUTOMATIC);
    gate.counted("eu", start("2026-08"), stored(2, "12.4"));
    gate.declared("eu", 0, start("2026-08"), 2, Map.of("bytes", new BigDecimal("12.50")));

    assertThat(gate.completeUpTo(end("2026-08")))
        .singleElement()
        .extracting(PeriodReport::heldBy)
        .isEqualTo("check manifests: eu declared bytes 12.5 and 12.4 is stored");
  }

  @Test
  void anApprovalLetsPassAndASavedGateRemembers() {
    PeriodGate gate = gate(new ReleaseSpec(true, List.of()));
    gate.counted("eu", start("2026-08"), stored(1, "1"));
    assertThat(gate.completeUpTo(end("2026-08")).get(0).heldBy()).isEqualTo("approval required");

    PeriodGate restored = new PeriodGate(spec(new ReleaseSpec(true, List.of())), gate.snapshot());
    assertThat(restored.completeUpTo(end("2026-08")).get(0).state()).isEqualTo(State.HELD);
    restored.approve(start("2026-08"), "alice: as agreed");

    PeriodReport report = restored.lookAgain().get(0);
    assertThat(report.state()).isEqualTo(State.PUBLISHED);
    assertThat(report.approvedBy()).isEqualTo("alice: as agreed");
    assertThat(report.heldBy()).isNull();
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
    gate.counted("eu", start("2026-08"), stored(10, "100"));
    gate.counted("eu", start("2026-09"), stored(10, "50"));

    List<PeriodReport> reports = gate.completeUpTo(end("2026-09"));

    assertThat(reports.get(0).state()).isEqualTo(State.PUBLISHED);
    assertThat(reports.get(0).checks())
        .extracting(check -> check.name() + " " + check.passed())
        .containsExactly("manifests true", "balance true", "volume true", "steady null");
    assertThat(reports.get(1).heldBy()).isEqualTo("check steady");
  }

  @Test
  void aNamedPersonStopsWhatWouldPass() {
    PeriodGate gate = gate(ReleaseSpec.AUTOMATIC);
    gate.counted("eu", start("2026-08"), stored(1, "1"));
    gate.stop(start("2026-08"), "bob: looks odd");

    assertThat(gate.completeUpTo(end("2026-08")).get(0).heldBy())
        .isEqualTo("hold by bob: looks odd");
    gate.approve(start("2026-08"), "bob: it is right");
    assertThat(gate.lookAgain().get(0).state()).isEqualTo(State.PUBLISHED);
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
        null,
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
