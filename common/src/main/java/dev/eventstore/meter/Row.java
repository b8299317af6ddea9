package dev.eventstore.meter;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;

/** A row on its way through a meter, used again for each event. */
final class Row implements Function<String, Object> {
  private final Map<String, Integer> places = new HashMap<>();
  private final Object[] values;
  private Instant time;

  Row(Columns columns) {
    for (String column : columns.names()) {
      places.put(column, places.size());
    }
    values = new Object[columns.size()];
    columns.objects().forEach((name, column) -> places.put(name, places.get(column)));
  }

  @Override
  public Object apply(String column) {
    Integer place = places.get(column);
    return place == null ? null : values[place];
  }

  Object get(int place) {
    return values[place];
  }

  void set(int place, Object value) {
    values[place] = value;
  }

  /** Begins a new row, of an event of that time. */
  void fill(Object[] first, Instant eventTime) {
    time = eventTime;
    fill(first);
  }

  /** The event's. */
  Instant time() {
    return time;
  }

  /** Begins a new row. */
  void fill(Object[] first) {
    System.arraycopy(first, 0, values, 0, first.length);
    java.util.Arrays.fill(values, first.length, values.length, null);
  }

  Object[] values() {
    return values;
  }
}
