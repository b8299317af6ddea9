package dev.eventstore.table;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The rows of a table by key, and by the time from when each holds. Not changed once read. */
public final class Table {
  private record Version(Object[] values, long line) {}

  private final Map<Object, NavigableMap<Instant, Version>> versions = new HashMap<>();

  /**
   * The row of a key that holds at a time, or null: the latest that does not begin after it.
   *
   * @return the values in the order of the table's columns
   */
  public Object[] find(Object key, Instant time) {
    NavigableMap<Instant, Version> ofKey = versions.get(key);
    Map.Entry<Instant, Version> version = ofKey == null ? null : ofKey.floorEntry(time);
    return version == null ? null : version.getValue().values();
  }

  /**
   * Takes up a row.
   *
   * @param from when it begins to hold; null: it always did
   * @return the line of the row that has the same key and time already, which stays; or null
   */
  Long put(Object key, Instant from, Object[] values, long line) {
    Version before =
        versions
            .computeIfAbsent(key, other -> new TreeMap<>())
            .putIfAbsent(from == null ? Instant.MIN : from, new Version(values, line));
    return before == null ? null : before.line();
  }
}
