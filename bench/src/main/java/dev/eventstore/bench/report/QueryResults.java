package dev.eventstore.bench.report;

import java.util.List;

/**
 * What queries of savepoints gave.
 *
 * @param at when it began, ISO 8601
 * @param command the words after {@code bench/run}
 */
public record QueryResults(String at, String command, Machine machine, List<Query> queries) {
  private static final int MIB = 1 << 20;

  /**
   * One query, in a process of its own.
   *
   * @param events in the savepoint
   * @param seconds from the start of the process to its end
   * @param peakMemoryBytes the most that the process had resident; 0 where it is not told
   */
  public record Query(String sql, long events, double seconds, long peakMemoryBytes) {
    double perSecond() {
      return events / seconds;
    }
  }

  /** A table, and where it was measured. */
  @Override
  public String toString() {
    Markdown table =
        new Markdown("query", "events in the store", "s", "events/s", "peak memory MiB");
    for (Query query : queries) {
      table.row(
          "`` " + query.sql + " ``",
          "%,d".formatted(query.events),
          "%.1f".formatted(query.seconds),
          "%,.0f".formatted(query.perSecond()),
          "%,d".formatted(query.peakMemoryBytes / MIB));
    }
    return table + "\n" + machine.origin(command, at) + "\n";
  }
}
