package dev.eventstore.gate;

import dev.eventstore.period.Period;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.PeriodReport.State;
import dev.eventstore.usage.SourceReport;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;

/** Writes the report of a period (contract 3.9). */
final class Reporter {
  private final StoreSpec spec;
  private final Promises promises;

  Reporter(StoreSpec spec, Promises promises) {
    this.spec = spec;
    this.promises = promises;
  }

  /**
   * @param period null for the counts whose period cannot be known
   * @param outdated the meters that are others now than when it was released
   */
  PeriodReport report(PeriodBook book, Period period, SortedSet<String> outdated) {
    SortedMap<String, SourceReport> sources = new TreeMap<>();
    spec.sources().forEach(known -> sources.put(known.name(), source(known.name(), book, period)));
    book.sources().stream()
        .filter(source -> !sources.containsKey(source))
        .forEach(removed -> sources.put(removed, removed(removed, book)));
    return new PeriodReport(
        spec.name(),
        period == null ? null : period.id(),
        period == null ? null : period.start(),
        period == null ? null : period.end(),
        period == null ? null : book.state,
        book.revision,
        sources,
        book.sum().sums(),
        book.checks,
        book.heldBy,
        book.approvedBy,
        List.copyOf(outdated));
  }

  private SourceReport source(String source, PeriodBook book, Period period) {
    long promise = promises.of(source);
    boolean complete =
        book.state != State.OPEN || (period != null && promise >= period.end().toEpochMilli());
    return SourceReport.of(
        spec.regionOf(source),
        book.tally(source),
        promise == Promises.NOTHING || promise == Long.MAX_VALUE
            ? null
            : Instant.ofEpochMilli(promise),
        complete,
        complete || period == null ? null : promises.holding(source),
        book.declared(source));
  }

  /** Of a source that is no longer in the store file: it holds no period any more. */
  private SourceReport removed(String source, PeriodBook book) {
    return SourceReport.of(
        spec.regionOf(source), book.tally(source), null, true, null, book.declared(source));
  }
}
