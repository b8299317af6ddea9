package dev.eventstore.gate;

import dev.eventstore.period.Period;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.PeriodReport.State;
import dev.eventstore.usage.SourceReport;
import dev.eventstore.usage.Tally;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Decides up to when periods may be published, in their order, and reports on each (contract 3.5,
 * 3.7, 3.9). Its size is periods times sources. A period is named by its start, epoch seconds;
 * times are epoch milliseconds.
 */
public final class PeriodGate {
  /** The place of counts whose period cannot be known. */
  public static final long NO_PERIOD = Long.MIN_VALUE;

  private final StoreSpec spec;
  private final SortedMap<Long, PeriodBook> books = new TreeMap<>();
  private final Promises promises = new Promises();

  /** Periods whose retention ends by then are forgotten, epoch milliseconds. */
  private long expired = Long.MIN_VALUE;

  /** How many books are corrected. */
  private int corrections;

  public PeriodGate(StoreSpec spec, Iterable<byte[]> restored) {
    this.spec = spec;
    for (byte[] bytes : restored) {
      PeriodBook book = PeriodBook.fromBytes(bytes);
      books.put(book.start, book);
      corrections += book.corrected ? 1 : 0;
    }
  }

  /** Counts of a period that is forgotten are the source's alone. */
  public void counted(String source, long period, Tally tally) {
    PeriodBook book = book(isForgotten(period) ? NO_PERIOD : period);
    boolean changes = book.add(source, tally);
    if (changes && isPublished(book) && !book.corrected) {
      book.corrected = true;
      corrections++;
    }
    book.changed = true;
  }

  public void promised(String source, int reader, int readers, long time, int holding) {
    promises.tell(source, reader, readers, time, holding);
    books.values().stream()
        .filter(book -> book.state == State.OPEN && book.start != NO_PERIOD)
        .forEach(book -> book.changed = true);
  }

  public void declared(
      String source, int partition, long period, long count, Map<String, BigDecimal> totals) {
    PeriodBook book = book(period);
    book.declare(source, partition, count, totals);
    book.changed = true;
  }

  /**
   * All sources are complete up to a time: publishes what ends by then.
   *
   * @return the reports of the periods published
   */
  public List<PeriodReport> completeUpTo(long time) {
    List<PeriodReport> reports = new ArrayList<>();
    for (PeriodBook book : books.values()) {
      if (book.state == State.OPEN
          && book.start != NO_PERIOD
          && period(book).end().toEpochMilli() <= time) {
        book.state = State.PUBLISHED;
        book.changed = false;
        reports.add(report(book));
      }
    }
    return reports;
  }

  /**
   * The store's promise has come so far: forgets the periods whose retention has ended.
   *
   * @return their last reports
   */
  public List<PeriodReport> expireUpTo(long time) {
    expired = Math.max(expired, time);
    List<PeriodReport> reports = new ArrayList<>();
    Iterator<PeriodBook> each = books.tailMap(NO_PERIOD + 1).values().iterator();
    while (each.hasNext()) {
      PeriodBook book = each.next();
      if (expiry(book.start) > time) {
        break; // Later periods expire later: retained ones need no look at each call.
      }
      each.remove();
      corrections -= book.corrected ? 1 : 0;
      book.state = State.EXPIRED;
      reports.add(report(book));
    }
    return reports;
  }

  /** Reports of the periods that changed since they were last reported, but for corrections. */
  public List<PeriodReport> changes() {
    List<PeriodReport> reports = new ArrayList<>();
    for (PeriodBook book : books.values()) {
      if (book.changed && !book.corrected) {
        book.changed = false;
        reports.add(report(book));
      }
    }
    return reports;
  }

  /** Reports of the published periods whose data changed since, each as its next revision. */
  public List<PeriodReport> corrections() {
    List<PeriodReport> reports = new ArrayList<>();
    for (PeriodBook book : books.values()) {
      if (book.corrected) {
        book.state = State.REVISED;
        book.revision++;
        book.corrected = false;
        book.changed = false;
        reports.add(report(book));
      }
    }
    corrections = 0;
    return reports;
  }

  public boolean hasCorrections() {
    return corrections > 0;
  }

  /** What to keep for a restart, a period each. */
  public List<byte[]> snapshot() {
    return books.values().stream().map(PeriodBook::toBytes).toList();
  }

  private PeriodBook book(long period) {
    return books.computeIfAbsent(period, PeriodBook::new);
  }

  private static boolean isPublished(PeriodBook book) {
    return book.state == State.PUBLISHED || book.state == State.REVISED;
  }

  private PeriodReport report(PeriodBook book) {
    Period period = book.start == NO_PERIOD ? null : period(book);
    SortedMap<String, SourceReport> sources = new TreeMap<>();
    for (SourceSpec source : spec.sources()) {
      Tally tally = book.tallies.getOrDefault(source.name(), new Tally());
      sources.put(source.name(), sourceReport(source, tally, book, period));
    }
    return new PeriodReport(
        spec.name(),
        period == null ? null : period.id(),
        period == null ? null : period.start(),
        period == null ? null : period.end(),
        period == null ? null : book.state,
        book.revision,
        sources,
        Collections.emptySortedMap(),
        List.of(),
        null);
  }

  private SourceReport sourceReport(
      SourceSpec source, Tally tally, PeriodBook book, Period period) {
    long promise = promises.of(source.name());
    boolean complete =
        isPublished(book)
            || book.state == State.EXPIRED
            || (period != null && promise >= period.end().toEpochMilli());
    return SourceReport.of(
        source.region(),
        tally,
        promise == Promises.NOTHING || promise == Long.MAX_VALUE
            ? null
            : Instant.ofEpochMilli(promise),
        complete,
        complete || period == null ? null : promises.holding(source.name()),
        book.declared(source.name()));
  }

  private Period period(PeriodBook book) {
    return spec.calendar().startingAt(Instant.ofEpochSecond(book.start));
  }

  private boolean isForgotten(long period) {
    return period != NO_PERIOD && expired != Long.MIN_VALUE && expiry(period) <= expired;
  }

  private long expiry(long period) {
    Instant end = spec.calendar().startingAt(Instant.ofEpochSecond(period)).end();
    return spec.retention().expiry(end, spec.calendar().zone()).toEpochMilli();
  }
}
