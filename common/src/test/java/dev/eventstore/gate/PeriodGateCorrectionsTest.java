package dev.eventstore.gate;

import static dev.eventstore.gate.Gates.EU;
import static dev.eventstore.gate.Gates.US;
import static dev.eventstore.gate.Gates.only;
import static dev.eventstore.gate.Gates.start;
import static dev.eventstore.gate.Gates.stored;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.usage.Counter;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.PeriodReport.State;
import dev.eventstore.usage.Tally;
import org.junit.jupiter.api.Test;

/** When a published period has another revision. */
class PeriodGateCorrectionsTest {
  private PeriodGate gate = Gates.gate();

  @Test
  void raisesTheRevisionOncePerGathering() {
    Gates.publish(gate, "2026-10");

    gate.counted(EU, start("2026-10"), stored(1), false);
    gate.counted(US, start("2026-10"), stored(2), false);
    gate.counted(EU, start("2026-10"), new Tally().add(Counter.DELETED, 1), false);
    assertThat(gate.hasCorrections()).isTrue();
    assertThat(gate.changes()).as("told as a correction").isEmpty();

    PeriodReport first = only(gate.corrections());
    assertThat(first.state()).isEqualTo(State.REVISED);
    assertThat(first.revision()).isEqualTo(1);
    assertThat(first.sources().get(US).stored()).isEqualTo(2);
    assertThat(gate.hasCorrections()).isFalse();
    assertThat(gate.corrections()).isEmpty();
    assertThat(gate.changes()).isEmpty();

    gate.counted(EU, start("2026-10"), stored(1), false);
    assertThat(only(gate.corrections()).revision()).isEqualTo(2);
  }

  @Test
  void correctsPeriodsInTheirOrder() {
    Gates.publish(gate, "2026-11");
    Gates.publish(gate, "2026-10");
    gate.counted(EU, start("2026-11"), stored(1), false);
    gate.counted(EU, start("2026-10"), stored(1), false);

    assertThat(gate.corrections())
        .extracting(PeriodReport::period)
        .containsExactly("2026-10", "2026-11");
  }

  @Test
  void reportsWhatChangesNoFigureWithoutARevision() {
    Gates.publish(gate, "2026-10");
    gate.counted(
        EU,
        start("2026-10"),
        new Tally().add(Counter.RECEIVED, 1).add(Counter.DUPLICATES, 1).add(Counter.LATE, 1),
        false);

    assertThat(gate.hasCorrections()).isFalse();
    PeriodReport report = only(gate.changes());
    assertThat(report.state()).isEqualTo(State.PUBLISHED);
    assertThat(report.revision()).isZero();
    assertThat(report.sources().get(EU).duplicates()).isEqualTo(1);
  }

  @Test
  void whatChangesAnOpenPeriodIsNoCorrection() {
    gate.counted(EU, start("2026-10"), stored(1), false);

    assertThat(gate.hasCorrections()).isFalse();
    assertThat(gate.corrections()).isEmpty();
  }
}
