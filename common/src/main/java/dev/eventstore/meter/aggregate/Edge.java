package dev.eventstore.meter.aggregate;

import dev.eventstore.period.Period;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;

/** The value of the latest or the first event that has one. */
final class Edge implements Accumulator<Edge> {
  private final boolean latest;
  private EventPlace place;
  private Object value;

  Edge(boolean latest) {
    this.latest = latest;
  }

  @Override
  public void add(Object other, EventPlace otherPlace) {
    if (place == null || otherPlace.compareTo(place) > 0 == latest) {
      place = otherPlace;
      value = other;
    }
  }

  @Override
  public void merge(Edge other) {
    if (other.place != null) {
      add(other.value, other.place);
    }
  }

  @Override
  public Object result(Period period) {
    return value;
  }

  @Override
  public void write(ValueWriter writer) {
    writer.value(value);
    if (value != null) {
      place.write(writer);
    }
  }

  @Override
  public void read(ValueReader reader) {
    value = reader.value();
    place = value == null ? null : EventPlace.read(reader);
  }
}
