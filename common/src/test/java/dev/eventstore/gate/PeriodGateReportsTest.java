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
import java.math.BigDecimal;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What is reported of periods, and when. */
class PeriodGateReportsTest {
  private PeriodGate gate = Gates.gate();

  @Test
  void aPublishedPeriodSaysWhichMetersHaveChanged() {
    gate.counted(EU, start("2026-10"), stored(1), false);
    gate.completeUpTo(end("2026-10"));
    gate.changes();

    gate.outdated(
        new OutdatedMeters(
            new TreeMap<>(Map.of("m", new OutdatedMeters.Span(end("2026-10"), new TreeSet<>())))));
    assertThat(only(gate.changes()).reprocess()).containsExactly("m");
    assertThat(gate.changes()).isEmpty();

    gate.counted(EU, start("2026-11"), stored(1), false);
    assertThat(only(gate.completeUpTo(end("2026-11"))).reprocess()).isEmpty();
  }

  @Test
  void whatARemovedSourceReportedStaysUnderItsName() {
    gate.counted(US, start("2026-10"), stored(2), false);
    gate.promised(US, 0, 1, end("2026-09"), 3);
    gate.declared(US, 0, start("2026-11"), 1, Map.of());

    gate = new PeriodGate(Gates.spec(Gates.EU_WEST), gate.snapshot());

    assertThat(gate.reports())
        .extracting(report -> report.sources().get(US))
        .containsExactly(
            SourceReport.of(US, stored(2), null, true, null, null),
            SourceReport.of(
                US, new Tally(), null, true, null, new SourceReport.Declared(1L, Map.of())));
    assertThat(gate.completeUpTo(end("2026-11")))
        .extracting(PeriodReport::heldBy)
        .containsExactly(null, "check manifests: us declared 1 events and 0 are stored");
  }

  @Test
  void reportsWhatAnOpenPeriodWaitsFor() {
    gate.counted(EU, start("2026-10"), stored(3), false);
    gate.promised(EU, 0, 2, end("2026-10"), 4);
    gate.promised(EU, 1, 2, end("2026-10") - 1000, 7);
    gate.promised(US, 0, 1, end("2026-10"), 2);

    PeriodReport report = only(gate.changes());

    assertThat(report.state()).isEqualTo(State.OPEN);
    SourceReport eu = report.sources().get(EU);
    assertThat(eu.stored()).isEqualTo(3);
    assertThat(eu.complete()).isFalse();
    assertThat(eu.waitsFor()).isEqualTo(7);
    assertThat(eu.watermark()).isEqualTo("2026-10-31T22:59:59Z");
    SourceReport us = report.sources().get(US);
    assertThat(us.complete()).isTrue();
    assertThat(us.waitsFor()).isNull();
    assertThat(us.region()).isEqualTo("us-east");
  }

  @Test
  void reportsChangesOnceAndInOrder() {
    gate.counted(EU, start("2026-11"), stored(1), false);
    gate.counted(EU, start("2026-10"), stored(1), false);

    assertThat(gate.changes())
        .extracting(PeriodReport::period)
        .containsExactly("2026-10", "2026-11");
    assertThat(gate.changes()).isEmpty();

    gate.promised(US, 0, 1, end("2026-09"), 0);
    assertThat(gate.changes()).as("both wait for the promise").hasSize(2);
  }

  @Test
  void aSourceWithoutPromiseHasNoWatermark() {
    gate.counted(EU, start("2026-10"), stored(1), false);
    gate.promised(EU, 0, 1, Long.MAX_VALUE, -1);

    PeriodReport report = only(gate.changes());

    assertThat(report.sources().get(EU).complete()).isTrue();
    assertThat(report.sources().get(EU).watermark()).as("it has ended").isNull();
    assertThat(report.sources().get(US).complete()).isFalse();
    assertThat(report.sources().get(US).watermark()).isNull();
    assertThat(report.sources().get(US).waitsFor()).isNull();
  }

  @Test
  void countsWhatHasNoPeriodUnderTheSourceAlone() {
    Tally quarantined = new Tally().add(Counter.RECEIVED, 2).add(Counter.QUARANTINED, 2);
    gate.counted(EU, PeriodGate.NO_PERIOD, quarantined, false);
    gate.promised(EU, 0, 1, end("2026-10"), 3);

    PeriodReport report = only(gate.changes());
    assertThat(report.period()).isNull();
    assertThat(report.start()).isNull();
    assertThat(report.end()).isNull();
    assertThat(report.state()).isNull();
    assertThat(report.sources().get(EU).quarantined()).isEqualTo(2);
    assertThat(report.sources().get(EU).waitsFor()).isNull();

    assertThat(gate.completeUpTo(Long.MAX_VALUE)).isEmpty();
    assertThat(gate.expireUpTo(Long.MAX_VALUE)).isEmpty();
    gate = Gates.restarted(gate);
    gate.counted(EU, PeriodGate.NO_PERIOD, quarantined, false);
    assertThat(only(gate.changes()).sources().get(EU).quarantined()).isEqualTo(4);
  }

  @Test
  void keepsManifests() {
    gate.declared(EU, 0, start("2026-10"), 120, Map.of("bytes", new BigDecimal("12.50")));
    gate.declared(EU, 1, start("2026-10"), 120, Map.of("bytes", new BigDecimal("12.50")));
    PeriodReport before = only(gate.changes());

    assertThat(before.sources().get(EU).declared())
        .isEqualTo(new SourceReport.Declared(120L, Map.of("bytes", new BigDecimal("12.5"))));
    assertThat(before.sources().get(US).declared()).isNull();

    gate = Gates.restarted(gate);
    PeriodReport after = only(gate.completeUpTo(end("2026-10")));
    assertThat(after.sources().get(EU).declared()).isEqualTo(before.sources().get(EU).declared());
  }
}
