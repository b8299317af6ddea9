package dev.eventstore.meter.aggregate;

import dev.eventstore.period.Period;
import dev.eventstore.value.NaturalOrder;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import java.math.BigDecimal;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The exact percentile by nearest rank: it holds every different value, and how often it came. */
final class Percentile implements Accumulator<Percentile> {
  private final BigDecimal percent;
  private final NavigableMap<Object, Long> counts = new TreeMap<>(NaturalOrder::compare);
  private long count;

  Percentile(BigDecimal percent) {
    this.percent = percent;
  }

  @Override
  public void add(Object value, EventPlace place) {
    add(value, 1);
  }

  private void add(Object value, long times) {
    counts.merge(value, times, Long::sum);
    count += times;
  }

  @Override
  public void merge(Percentile other) {
    other.counts.forEach(this::add);
  }

  @Override
  public Object result(Period period) {
    if (count == 0) {
      return null;
    }
    long rank = NearestRank.of(percent, count);
    for (Map.Entry<Object, Long> entry : counts.entrySet()) {
      rank -= entry.getValue();
      if (rank <= 0) {
        return entry.getKey();
      }
    }
    throw new IllegalStateException("no value has the rank");
  }

  @Override
  public void write(ValueWriter writer) {
    writer.unsigned(counts.size());
    counts.forEach((value, times) -> writer.value(value).unsigned(times));
  }

  @Override
  public void read(ValueReader reader) {
    counts.clear();
    count = 0;
    for (long i = reader.unsigned(); i > 0; i--) {
      Object value = reader.value();
      add(value, reader.unsigned());
    }
  }
}
