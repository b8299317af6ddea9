package dev.eventstore.gate;

import static dev.eventstore.gate.Gates.EU;
import static dev.eventstore.gate.Gates.US;
import static dev.eventstore.gate.Gates.end;
import static dev.eventstore.gate.Gates.only;
import static dev.eventstore.gate.Gates.start;
import static dev.eventstore.gate.Gates.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.meter.OutdatedMeters;
import dev.eventstore.usage.Counter;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.PeriodReport.State;
import dev.eventstore.usage.SourceReport;
import dev.eventstore.usage.Tally;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Up to when periods may be published. */
class PeriodGateTest {
  private PeriodGate gate = Gates.gate();

  @Test
  void publishesPeriodsInTheirOrder() {
    gate.counted(EU, start("2026-11"), stored(1), false);
    gate.counted(US, start("2026-09"), stored(1), false);
    gate.counted(EU, start("2026-10"), stored(1), false);

    assertThat(gate.completeUpTo(end("2026-10")))
        .extracting(PeriodReport::period)
        .containsExactly("2026-09", "2026-10");
    assertThat(gate.completeUpTo(end("2026-11")))
        .extracting(PeriodReport::period)
        .containsExactly("2026-11");
  }

  @Test
  void standsAsItsSourcesAndPeriodsDo() {
    gate.counted(EU, start("2026-09"), stored(2), false);
    gate.counted(EU, start("2026-10"), stored(1), false);
    gate.counted(EU, PeriodGate.NO_PERIOD, new Tally().add(Counter.RECEIVED, 1), false);
    gate.completeUpTo(end("2026-09"));
    gate.promised(EU, 0, 1, end("2026-09"), -1);

    Standing standing = gate.standing(end("2026-10"));

    assertThat(standing.periods(State.PUBLISHED)).isEqualTo(1);
    assertThat(standing.periods(State.OPEN)).isEqualTo(1);
    assertThat(standing.periods(State.HELD)).isZero();
    assertThat(standing.sources().get(EU))
        .isEqualTo(new Standing.Source(end("2026-09"), end("2026-10"), 3));
    assertThat(standing.sources().get(US))
        .as("it has promised nothing, and a period is open")
        .isEqualTo(new Standing.Source(Standing.NONE, end("2026-10"), 0));
  }

  @Test
  void aSourceThatPromisesNothingIsAwaitedForThePeriodOfTheStart() {
    gate.promised(EU, 0, 1, Standing.FOR_EVER, -1);

    Standing standing = gate.standing(end("2026-09"));

    assertThat(standing.sources().get(EU).awaited()).isEqualTo(Standing.FOR_EVER);
    assertThat(standing.sources().get(US).awaited()).isEqualTo(end("2026-10"));
  }

  @Test
  void aPeriodWaitsForItsReprocessingWhereAMeterHasChanged() {
    gate.counted(EU, start("2026-10"), stored(1), false);
    gate.outdated(
        new OutdatedMeters(
            new TreeMap<>(Map.of("m", new OutdatedMeters.Span(end("2026-10"), new TreeSet<>())))));
    gate.approve(start("2026-10"), "alice: it looks right");

    PeriodReport held = only(gate.completeUpTo(end("2026-10")));
    assertThat(held.heldBy()).isEqualTo("meters changed since the release: m; reprocess it");
    assertThat(held.reprocess()).containsExactly("m");

    gate.reprocessed(start("2026-10"));
    PeriodReport published = only(gate.lookAgain(period -> false));
    assertThat(published.state()).isEqualTo(State.PUBLISHED);
    assertThat(published.reprocess()).isEmpty();
  }

  @Test
  void publishesNothingBeforeAllSourcesAreComplete() {
    gate.counted(EU, start("2026-10"), stored(1), false);
    gate.promised(EU, 0, 1, end("2026-12"), -1);

    assertThat(gate.completeUpTo(end("2026-10") - 1)).isEmpty();

    PeriodReport report = only(gate.completeUpTo(end("2026-10")));
    assertThat(report.state()).isEqualTo(State.PUBLISHED);
    assertThat(report.revision()).isZero();
    assertThat(report.start()).isEqualTo("2026-09-30T22:00:00Z");
    assertThat(report.end()).isEqualTo("2026-10-31T23:00:00Z");
    assertThat(report.sources().values()).allMatch(SourceReport::complete);
  }

  @Test
  void publishesAPeriodOnce() {
    gate.counted(EU, start("2026-10"), stored(1), false);

    assertThat(gate.completeUpTo(end("2026-10"))).hasSize(1);
    assertThat(gate.completeUpTo(end("2026-10"))).isEmpty();
    assertThat(gate.completeUpTo(Long.MAX_VALUE)).isEmpty();
    assertThat(gate.changes()).isEmpty();
  }

  @Test
  void forgetsAPeriodWhenItsRetentionEnds() {
    Gates.publish(gate, "2026-10");
    Gates.publish(gate, "2026-11");
    gate.counted(EU, start("2026-10"), stored(1), false);
    long expiry = Instant.parse("2026-11-30T23:00:00Z").toEpochMilli();

    assertThat(gate.expireUpTo(expiry - 1)).isEmpty();
    PeriodReport report = only(gate.expireUpTo(expiry));

    assertThat(report.period()).isEqualTo("2026-10");
    assertThat(report.state()).isEqualTo(State.EXPIRED);
    assertThat(report.revision()).as("what was corrected last").isEqualTo(1);
    assertThat(gate.hasCorrections()).as("the correction went with it").isFalse();
    assertThat(gate.corrections()).isEmpty();
    assertThat(gate.changes()).isEmpty();
    assertThat(gate.snapshot()).as("November is kept").hasSize(1);
    assertThat(gate.expireUpTo(expiry)).isEmpty();
  }

  @Test
  void goesOnAfterARestartWhereItStopped() {
    Gates.publish(gate, "2026-09");
    gate.counted(EU, start("2026-09"), stored(1), false);
    gate.corrections();
    Gates.publish(gate, "2026-10");
    gate.counted(EU, start("2026-10"), stored(4), false);
    gate.counted(US, start("2026-11"), stored(5), false);
    List<byte[]> snapshot = gate.snapshot();

    gate = Gates.restarted(gate);

    assertThat(gate.snapshot()).containsExactlyElementsOf(snapshot);
    assertThat(gate.hasCorrections()).as("a correction being gathered is not lost").isTrue();
    PeriodReport october = only(gate.corrections());
    assertThat(october.period()).isEqualTo("2026-10");
    assertThat(october.revision()).isEqualTo(1);
    assertThat(october.sources().get(EU).stored()).isEqualTo(5);
    PeriodReport november = only(gate.changes());
    assertThat(november.state()).isEqualTo(State.OPEN);
    assertThat(november.sources().get(US).stored()).isEqualTo(5);
    gate.counted(EU, start("2026-09"), stored(1), false);
    assertThat(only(gate.corrections()).revision()).isEqualTo(2);
  }
}
