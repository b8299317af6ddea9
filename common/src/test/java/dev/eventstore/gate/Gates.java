package dev.eventstore.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.period.PeriodCalendar;
import dev.eventstore.spec.ChannelSpec;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.ReleaseSpec;
import dev.eventstore.spec.Retention;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.Counter;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.Tally;
import dev.eventstore.value.EventSchema;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Gates of a store with two sources and months of Berlin, for tests. */
final class Gates {
  static final String EU = "eu";
  static final String US = "us";
  static final SourceSpec EU_WEST = source(EU, "eu-west", 0);

  private static final PeriodCalendar MONTHS =
      PeriodCalendar.of("month", ZoneId.of("Europe/Berlin"), null);
  private static final StoreSpec SPEC = spec(EU_WEST, source(US, "us-east", 1));

  private Gates() {}

  static PeriodGate gate() {
    return new PeriodGate(SPEC, List.of());
  }

  static PeriodGate restarted(PeriodGate gate) {
    return new PeriodGate(SPEC, gate.snapshot());
  }

  /** A period with one event is complete, and passes. */
  static void publish(PeriodGate gate, String id) {
    gate.counted(EU, start(id), stored(1), false);
    assertThat(gate.completeUpTo(end(id))).extracting(PeriodReport::period).containsExactly(id);
  }

  static PeriodReport only(List<PeriodReport> reports) {
    assertThat(reports).hasSize(1);
    return reports.get(0);
  }

  static Tally stored(long count) {
    return new Tally().add(Counter.RECEIVED, count).add(Counter.STORED, count);
  }

  /** Epoch seconds, as a period is named. */
  static long start(String id) {
    return MONTHS.parse(id).start().getEpochSecond();
  }

  /** Epoch milliseconds, as times are given. */
  static long end(String id) {
    return MONTHS.parse(id).end().toEpochMilli();
  }

  static StoreSpec spec(SourceSpec... sources) {
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
