package dev.eventstore.gate;

import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.Counter;
import dev.eventstore.usage.PeriodReport.State;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/** Says how the store stands, see {@link Standing}. Times are epoch milliseconds. */
final class Standings {
  private final StoreSpec spec;
  private final Books books;
  private final Promises promises;

  Standings(StoreSpec spec, Books books, Promises promises) {
    this.spec = spec;
    this.books = books;
    this.promises = promises;
  }

  Standing now(long since) {
    Map<State, Integer> states = new EnumMap<>(State.class);
    books.ofPeriods().forEach(book -> states.merge(book.state, 1, Integer::sum));
    Map<String, Long> stored = new HashMap<>();
    for (PeriodBook book : books.all()) {
      book.tallies.forEach(
          (source, tally) -> stored.merge(source, tally.get(Counter.STORED), Long::sum));
    }
    Map<String, Standing.Source> sources = new HashMap<>();
    for (SourceSpec source : spec.sources()) {
      long promise = promises.of(source.name());
      sources.put(
          source.name(),
          new Standing.Source(
              promise, awaited(promise, since), stored.getOrDefault(source.name(), 0L)));
    }
    return new Standing(states, sources);
  }

  private long awaited(long promise, long since) {
    if (promise == Standing.FOR_EVER) {
      return Standing.FOR_EVER;
    }
    long time = promise == Standing.NONE ? Math.min(since, firstOpen()) : promise;
    return spec.calendar().periodOf(Instant.ofEpochMilli(time)).end().toEpochMilli();
  }

  private long firstOpen() {
    return books
        .open()
        .mapToLong(book -> Instant.ofEpochSecond(book.start).toEpochMilli())
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }
}
