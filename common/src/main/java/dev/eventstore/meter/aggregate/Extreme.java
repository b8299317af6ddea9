package dev.eventstore.meter.aggregate;

import dev.eventstore.period.Period;
import dev.eventstore.value.NaturalOrder;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;

/** The least or the greatest value. */
final class Extreme implements Accumulator<Extreme> {
  private final boolean greatest;
  private Object value;

  Extreme(boolean greatest) {
    this.greatest = greatest;
  }

  @Override
  public void add(Object other, EventPlace place) {
    if (value == null || NaturalOrder.compare(other, value) > 0 == greatest) {
      value = other;
    }
  }

  @Override
  public void merge(Extreme other) {
    if (other.value != null) {
      add(other.value, null);
    }
  }

  @Override
  public Object result(Period period) {
    return value;
  }

  @Override
  public void write(ValueWriter writer) {
    writer.value(value);
  }

  @Override
  public void read(ValueReader reader) {
    value = reader.value();
  }
}
