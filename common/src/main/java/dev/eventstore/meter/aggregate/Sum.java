package dev.eventstore.meter.aggregate;

import dev.eventstore.period.Period;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;

/** The exact sum of integers or decimals; that of integers may grow beyond 64 bits. */
final class Sum implements Accumulator<Sum> {
  /** As of {@link Numbers}; null where nothing was added. */
  private Object sum;

  @Override
  public void add(Object value, EventPlace place) {
    sum = sum == null ? value : Numbers.plus(sum, value);
  }

  @Override
  public void merge(Sum other) {
    if (other.sum != null) {
      add(other.sum, null);
    }
  }

  /** A {@link Long} wherever it fits, whichever partial sums did not. */
  @Override
  public Object result(Period period) {
    return Numbers.narrowed(sum);
  }

  @Override
  public void write(ValueWriter writer) {
    writer.value(sum);
  }

  @Override
  public void read(ValueReader reader) {
    sum = reader.value();
  }
}
