package dev.eventstore.table;

import dev.eventstore.table.RowValues.TableRow;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The rows of a table by key, and by the time from when each holds. For one thread. */
public final class Table {
  private final Map<Object, NavigableMap<Instant, TableRow>> versions = new HashMap<>();

  /**
   * The row of a key that holds at a time, or null: the latest that does not begin after it.
   *
   * @return the values in the order of the table's columns
   */
  public Object[] find(Object key, Instant time) {
    NavigableMap<Instant, TableRow> ofKey = versions.get(key);
    Map.Entry<Instant, TableRow> version = ofKey == null ? null : ofKey.floorEntry(time);
    return version == null ? null : version.getValue().values();
  }

  /**
   * Takes up a row.
   *
   * @return the row that has the same key and time already, which stays; or null
   */
  TableRow put(TableRow row) {
    return versions
        .computeIfAbsent(row.key(), other -> new TreeMap<>())
        .putIfAbsent(row.from() == null ? Instant.MIN : row.from(), row);
  }

  void clear() {
    versions.clear();
  }
}
