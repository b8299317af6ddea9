package dev.eventstore.bench.micro;

import dev.eventstore.bench.job.StoreFile;
import dev.eventstore.bench.usage.UsageEvents;
import dev.eventstore.bench.usage.UsageJson;
import dev.eventstore.bench.usage.UsagePlan;
import dev.eventstore.decode.Decoder;
import dev.eventstore.decode.Decoders;
import dev.eventstore.event.ContentLayout;
import dev.eventstore.event.Decoded;
import dev.eventstore.event.Decoded.Accepted;
import dev.eventstore.event.EventTuples;
import dev.eventstore.event.Position.KafkaPosition;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreFileException;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import dev.eventstore.state.StoreKey;
import dev.eventstore.state.UsageEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.IntFunction;

/** Usage of the benchmark, and each event of it at every stage of its way into the store. */
final class Sample {
  /** How many there are where one event is as good as another; a power of two. */
  static final int SIZE = 4_096;

  private final UsagePlan plan;
  private final UsageJson json;
  private final StoreSpec spec;
  private final SourceSpec source;
  private final Decoder decoder;
  private final EventTuples tuples;
  private final long layout;

  /**
   * @param events that the months are divided into
   */
  Sample(int events) throws StoreFileException {
    plan = UsagePlan.of(events);
    json = new UsageJson(new UsageEvents(plan));
    spec =
        StoreFiles.read(
            "bench.yaml", StoreFile.text("localhost:9092", 1, UsagePlan.SOURCES, "totals"));
    source = spec.sources().get(0);
    decoder = Decoders.of(spec, source);
    tuples = new EventTuples(spec.event());
    layout = ContentLayout.of(spec.event()).id();
  }

  StoreSpec spec() {
    return spec;
  }

  Decoder decoder() {
    return decoder;
  }

  /** Fills an array: events are made before they are measured. */
  static <T> T[] fill(T[] into, IntFunction<T> each) {
    for (int n = 0; n < into.length; n++) {
      into[n] = each.apply(n);
    }
    return into;
  }

  /** When the last period ends, epoch milliseconds. */
  long end() {
    return plan.periods()
        .get(plan.months() - 1)
        .plusMonths(1)
        .atDay(1)
        .atStartOfDay()
        .toInstant(ZoneOffset.UTC)
        .toEpochMilli();
  }

  /** As it was read, after its period. */
  SourceRecord record(int n) {
    return new SourceRecord(
        new KafkaPosition(source.name(), 0, n),
        0,
        false,
        Instant.ofEpochMilli(end() + n),
        end() + n,
        json.event(n));
  }

  Accepted accepted(int n) {
    return accepted(record(n));
  }

  UsageEvent event(int n) {
    SourceRecord record = record(n);
    Accepted accepted = accepted(record);
    byte[] key = tuples.key(accepted.values());
    return UsageEvent.of(
        key,
        StoreKey.bucket(key, 0),
        tuples.id(accepted.values()),
        layout,
        tuples.content(accepted.values()),
        accepted.time(),
        source.name(),
        record.position(),
        record.received(),
        false,
        false,
        record.bytes());
  }

  private Accepted accepted(SourceRecord record) {
    Decoded decoded = decoder.decode(record);
    if (decoded instanceof Accepted accepted) {
      return accepted;
    }
    throw new IllegalStateException("the sample is no usage: " + decoded);
  }
}
