package dev.eventstore.meter.aggregate;

import dev.eventstore.period.Period;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;

/** How many different values there are, exactly: it holds each of them once. */
final class Unique implements Accumulator<Unique> {
  /** Canonical bytes, in their order, so that equal sets are written equally. */
  private final Set<byte[]> values = new TreeSet<>(Arrays::compareUnsigned);

  private final ValueWriter canonical = new ValueWriter();

  @Override
  public void add(Object value, EventPlace place) {
    values.add(canonical.reset().value(value).toBytes());
  }

  @Override
  public void merge(Unique other) {
    values.addAll(other.values);
  }

  @Override
  public Object result(Period period) {
    return (long) values.size();
  }

  @Override
  public void write(ValueWriter writer) {
    writer.unsigned(values.size());
    values.forEach(writer::blob);
  }

  @Override
  public void read(ValueReader reader) {
    values.clear();
    for (long i = reader.unsigned(); i > 0; i--) {
      values.add(reader.blob());
    }
  }
}
