package dev.eventstore.meter.aggregate;

import dev.eventstore.period.Period;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;

/** By how much the latest value is more than the first. */
final class Delta implements Accumulator<Delta> {
  private final Edge latest = new Edge(true);
  private final Edge first = new Edge(false);

  @Override
  public void add(Object value, EventPlace place) {
    latest.add(value, place);
    first.add(value, place);
  }

  @Override
  public void merge(Delta other) {
    latest.merge(other.latest);
    first.merge(other.first);
  }

  @Override
  public Object result(Period period) {
    Object last = latest.result(period);
    return last == null ? null : Numbers.minus(last, first.result(period));
  }

  @Override
  public void write(ValueWriter writer) {
    latest.write(writer);
    first.write(writer);
  }

  @Override
  public void read(ValueReader reader) {
    latest.read(reader);
    first.read(reader);
  }
}
