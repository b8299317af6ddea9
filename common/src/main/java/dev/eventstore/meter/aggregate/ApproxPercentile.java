package dev.eventstore.meter.aggregate;

import dev.eventstore.period.Period;
import dev.eventstore.value.NaturalOrder;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.apache.datasketches.hash.MurmurHash3;

/**
 * About the percentile, in bounded space: that of a sample, which is the values of the events whose
 * identities have the least hashes. It is as good as a random one, and depends on the set of events
 * alone; quantile sketches draw at random, or depend on the order.
 */
final class ApproxPercentile implements Accumulator<ApproxPercentile> {
  /** The events in the sample. Up to so many values the percentile is exact. */
  static final int KEPT = 4_096;

  private static final long SEED = 9_001;

  private final BigDecimal percent;
  private final NavigableMap<Long, Object> sample = new TreeMap<>();
  private final ValueWriter canonical = new ValueWriter();

  ApproxPercentile(BigDecimal percent) {
    this.percent = percent;
  }

  @Override
  public void add(Object value, EventPlace place) {
    canonical.reset();
    for (Object part : place.id()) {
      canonical.value(part);
    }
    add(MurmurHash3.hash(canonical.toBytes(), SEED)[0] >>> 1, value);
  }

  /** Of two events with one hash, of which there are next to none, the lesser value stays. */
  private void add(long hash, Object value) {
    sample.merge(hash, value, (a, b) -> NaturalOrder.compare(a, b) <= 0 ? a : b);
    if (sample.size() > KEPT) {
      sample.pollLastEntry();
    }
  }

  @Override
  public void merge(ApproxPercentile other) {
    other.sample.forEach(this::add);
  }

  @Override
  public Object result(Period period) {
    if (sample.isEmpty()) {
      return null;
    }
    List<Object> ordered = sample.values().stream().sorted(NaturalOrder::compare).toList();
    return ordered.get((int) NearestRank.of(percent, ordered.size()) - 1);
  }

  /** Hashes by what they are more than the one before. */
  @Override
  public void write(ValueWriter writer) {
    writer.unsigned(sample.size());
    long before = 0;
    for (Map.Entry<Long, Object> entry : sample.entrySet()) {
      writer.unsigned(entry.getKey() - before).value(entry.getValue());
      before = entry.getKey();
    }
  }

  @Override
  public void read(ValueReader reader) {
    sample.clear();
    long hash = 0;
    for (long i = reader.unsigned(); i > 0; i--) {
      hash += reader.unsigned();
      sample.put(hash, reader.value());
    }
  }
}
