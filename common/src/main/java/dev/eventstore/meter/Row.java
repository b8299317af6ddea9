package dev.eventstore.meter;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A row on its way through a meter, used again for each event. */
final class Row implements Function<String, Object> {
  private final Map<String, Integer> places = new HashMap<>();
  private final Object[] values;

  Row(List<String> columns) {
    for (String column : columns) {
      places.put(column, places.size());
    }
    values = new Object[columns.size()];
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

  /** Begins a new row. */
  void fill(Object[] first) {
    System.arraycopy(first, 0, values, 0, first.length);
    java.util.Arrays.fill(values, first.length, values.length, null);
  }

  Object[] values() {
    return values;
  }
}
