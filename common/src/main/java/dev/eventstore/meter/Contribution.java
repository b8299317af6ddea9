package dev.eventstore.meter;

import dev.eventstore.meter.aggregate.Accumulator;
import dev.eventstore.value.Digest;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What some events are in one group of a meter: accumulators, never the events. */
public final class Contribution {
  private static final int VERSION = 1;

  private final byte[] meterVersion;
  private final Accumulator<?>[] accumulators;
  private final Map<String, Long> sources = new TreeMap<>();
  private long events;
  private Digest digest = Digest.NONE;

  Contribution(Meter meter) {
    this.meterVersion = HexFormat.of().parseHex(meter.version());
    this.accumulators = meter.newAccumulators();
  }

  void add(Meter meter, ReleasedEvent event, Digest eventDigest) {
    events++;
    sources.merge(event.source(), 1L, Long::sum);
    digest = digest.plus(eventDigest);
    meter.add(accumulators, event);
  }

  void merge(Contribution other) {
    events += other.events;
    other.sources.forEach((source, count) -> sources.merge(source, count, Long::sum));
    digest = digest.plus(other.digest);
    for (int i = 0; i < accumulators.length; i++) {
      merge(accumulators[i], other.accumulators[i]);
    }
  }

  /** Both are of the same meter's same call. */
  @SuppressWarnings("unchecked")
  private static <A extends Accumulator<A>> void merge(Accumulator<?> into, Accumulator<?> from) {
    ((A) into).merge((A) from);
  }

  Accumulator<?>[] accumulators() {
    return accumulators;
  }

  long events() {
    return events;
  }

  Map<String, Long> sources() {
    return sources;
  }

  Digest digest() {
    return digest;
  }

  /**
   * A version, that of the meter, the events, the sources with theirs, the digest, the accumulators
   * in order.
   */
  public byte[] toBytes() {
    ValueWriter writer = new ValueWriter();
    writer.unsigned(VERSION).blob(meterVersion).unsigned(events).unsigned(sources.size());
    sources.forEach((source, count) -> writer.string(source).unsigned(count));
    writer.blob(digest.toBytes());
    for (Accumulator<?> accumulator : accumulators) {
      accumulator.write(writer);
    }
    return writer.toBytes();
  }

  /** Reads a contribution; empty where it is of another definition of the meter. */
  public static Optional<Contribution> fromBytes(Meter meter, byte[] bytes) {
    ValueReader reader = new ValueReader(bytes);
    long version = reader.unsigned();
    if (version != VERSION) {
      throw new IllegalArgumentException(
          "contribution of layout " + version + ", this reads " + VERSION);
    }
    Contribution contribution = new Contribution(meter);
    if (!Arrays.equals(reader.blob(), contribution.meterVersion)) {
      return Optional.empty();
    }
    contribution.events = reader.unsigned();
    for (long i = reader.unsigned(); i > 0; i--) {
      String source = reader.string();
      contribution.sources.put(source, reader.unsigned());
    }
    contribution.digest = Digest.fromBytes(reader.blob());
    for (Accumulator<?> accumulator : contribution.accumulators) {
      accumulator.read(reader);
    }
    return Optional.of(contribution);
  }
}
