package dev.eventstore.meter.aggregate;

import dev.eventstore.value.NaturalOrder;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import java.time.Instant;

/**
 * Where an event stands among all others: by time, then version, then id (contract 3.8); and then,
 * since ids are unique within a key only, by key.
 *
 * @param version null is before all others
 * @param id the values of the identity, then those of the key
 */
public record EventPlace(Instant time, Object version, Object[] id)
    implements Comparable<EventPlace> {

  @Override
  public int compareTo(EventPlace other) {
    int order = time.compareTo(other.time);
    if (order == 0) {
      order = NaturalOrder.compare(version, other.version);
    }
    for (int i = 0; order == 0 && i < id.length; i++) {
      order = NaturalOrder.compare(id[i], other.id[i]);
    }
    return order;
  }

  void write(ValueWriter writer) {
    writer.value(time).value(version).unsigned(id.length);
    for (Object value : id) {
      writer.value(value);
    }
  }

  static EventPlace read(ValueReader reader) {
    Instant time = (Instant) reader.value();
    Object version = reader.value();
    Object[] id = new Object[(int) reader.unsigned()];
    for (int i = 0; i < id.length; i++) {
      id[i] = reader.value();
    }
    return new EventPlace(time, version, id);
  }
}
