package dev.eventstore.meter.aggregate;

import dev.eventstore.period.Period;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;

/** How many values there are. */
final class Count implements Accumulator<Count> {
  private long count;

  @Override
  public void add(Object value, EventPlace place) {
    count++;
  }

  @Override
  public void merge(Count other) {
    count += other.count;
  }

  @Override
  public Object result(Period period) {
    return count;
  }

  @Override
  public void write(ValueWriter writer) {
    writer.unsigned(count);
  }

  @Override
  public void read(ValueReader reader) {
    count = reader.unsigned();
  }
}
