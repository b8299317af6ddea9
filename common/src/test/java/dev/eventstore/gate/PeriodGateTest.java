package dev.eventstore.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.meter.OutdatedMeters;
import dev.eventstore.period.PeriodCalendar;
import dev.eventstore.spec.ChannelSpec;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.ReleaseSpec;
import dev.eventstore.spec.Retention;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.Counter;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.PeriodReport.State;
import dev.eventstore.usage.SourceReport;
import dev.eventstore.usage.Tally;
import dev.eventstore.value.EventSchema;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PeriodGateTest {
  private static final String EU = "eu";
  private static final String US = "us";
  private static final PeriodCalendar MONTHS =
      PeriodCalendar.of("month", ZoneId.of("Europe/Berlin"), null);
  private static final SourceSpec EU_WEST = source(EU, "eu-west", 0);
  private static final StoreSpec SPEC = spec(EU_WEST, source(US, "us-east", 1));

  private PeriodGate gate = new PeriodGate(SPEC, List.of());

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

    gate = new PeriodGate(spec(EU_WEST), gate.snapshot());

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
  void raisesTheRevisionOncePerGathering() {
    publish("2026-10");

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
    publish("2026-11");
    publish("2026-10");
    gate.counted(EU, start("2026-11"), stored(1), false);
    gate.counted(EU, start("2026-10"), stored(1), false);

    assertThat(gate.corrections())
        .extracting(PeriodReport::period)
        .containsExactly("2026-10", "2026-11");
  }

  @Test
  void reportsWhatChangesNoFigureWithoutARevision() {
    publish("2026-10");
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

  @Test
  void forgetsAPeriodWhenItsRetentionEnds() {
    publish("2026-10");
    publish("2026-11");
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
    restart();
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

    restart();
    PeriodReport after = only(gate.completeUpTo(end("2026-10")));
    assertThat(after.sources().get(EU).declared()).isEqualTo(before.sources().get(EU).declared());
  }

  @Test
  void goesOnAfterARestartWhereItStopped() {
    publish("2026-09");
    gate.counted(EU, start("2026-09"), stored(1), false);
    gate.corrections();
    publish("2026-10");
    gate.counted(EU, start("2026-10"), stored(4), false);
    gate.counted(US, start("2026-11"), stored(5), false);
    List<byte[]> snapshot = gate.snapshot();

    restart();

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

  private void publish(String id) {
    gate.counted(EU, start(id), stored(1), false);
    assertThat(gate.completeUpTo(end(id))).extracting(PeriodReport::period).containsExactly(id);
  }

  private void restart() {
    gate = new PeriodGate(SPEC, gate.snapshot());
  }

  private static PeriodReport only(List<PeriodReport> reports) {
    assertThat(reports).hasSize(1);
    return reports.get(0);
  }

  private static Tally stored(long count) {
    return new Tally().add(Counter.RECEIVED, count).add(Counter.STORED, count);
  }

  /** Epoch seconds, as a period is named. */
  private static long start(String id) {
    return MONTHS.parse(id).start().getEpochSecond();
  }

  /** Epoch milliseconds, as times are given. */
  private static long end(String id) {
    return MONTHS.parse(id).end().toEpochMilli();
  }

  private static StoreSpec spec(SourceSpec... sources) {
    ChannelSpec channel = new ChannelSpec.BesideCheckpoints("channel");
    return new StoreSpec(
        "calls",
        KafkaProperties.none(),
        new EventSchema(List.of(), List.of(), List.of(), null, null),
        MONTHS,
        Retention.parse("P1M"),
        StoreSpec.Conflicts.LATEST,
        StoreSpec.Late.REVISE,
        Duration.ofMinutes(1),
        Duration.ofDays(1),
        1,
        List.of(sources),
        List.of(),
        List.of(),
        channel,
        channel,
        channel,
        new ReleaseSpec(false, List.of()));
  }

  private static SourceSpec source(String name, String region, int rank) {
    return new SourceSpec(
        name,
        region,
        rank,
        new SourceSpec.FilesInput(name, null),
        SourceSpec.Format.JSON,
        null,
        Map.of(),
        new SourceSpec.Marker());
  }
}
