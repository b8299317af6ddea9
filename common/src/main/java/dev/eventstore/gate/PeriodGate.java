package dev.eventstore.gate;

import dev.eventstore.meter.OutdatedMeters;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.PeriodReport.State;
import dev.eventstore.usage.Tally;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/**
 * Decides up to when periods may be published, in their order, and reports on each (contract 3.5,
 * 3.7, 3.9). Its size is periods times sources. A period is named by its start, epoch seconds;
 * times are epoch milliseconds.
 */
public final class PeriodGate {
  /** The place of counts whose period cannot be known. */
  public static final long NO_PERIOD = Long.MIN_VALUE;

  private final StoreSpec spec;
  private final Books books;
  private final Promises promises = new Promises();
  private final Decision decision;
  private final Reporter reporter;
  private final Standings standings;
  private final List<Long> passedLater = new ArrayList<>();

  /** Periods were let pass up to then, epoch milliseconds. */
  private long opened = Long.MIN_VALUE;

  /** All sources are complete up to then, epoch milliseconds. */
  private long completed = Long.MIN_VALUE;

  /** Periods whose retention ends by then are forgotten, epoch milliseconds. */
  private long expired = Long.MIN_VALUE;

  /** Meters that say nothing of a period until it is reprocessed. */
  private OutdatedMeters outdated = OutdatedMeters.NONE;

  /** How many books are corrected. */
  private int corrections;

  public PeriodGate(StoreSpec spec, Iterable<byte[]> restored) {
    this.spec = spec;
    this.books = new Books(spec, restored);
    this.decision = new Decision(spec);
    this.reporter = new Reporter(spec, promises);
    this.standings = new Standings(spec, books, promises);
    corrections = (int) books.all().stream().filter(book -> book.corrected).count();
  }

  /**
   * All sources were complete up to a time before a restart, and periods were let pass as far as
   * their books say. It decides on none.
   */
  public void resume(long time) {
    completed = time;
    openUpTo();
  }

  /**
   * Counts of a period that is forgotten are the source's alone.
   *
   * @param late they are of changes after the release: they are no part of what is checked first
   */
  public void counted(String source, long period, Tally tally, boolean late) {
    PeriodBook book = books.of(isForgotten(period) ? NO_PERIOD : period);
    if (late && book.state == State.OPEN && book.start != NO_PERIOD) {
      book.addAfterwards(source, tally);
    } else if (book.add(source, tally) && book.state.isPublished()) {
      correct(book);
    }
    book.changed = true;
  }

  private void correct(PeriodBook book) {
    if (!book.corrected) {
      book.corrected = true;
      corrections++;
    }
  }

  public void promised(String source, int reader, int readers, long time, int holding) {
    promises.tell(source, reader, readers, time, holding);
    books.open().forEach(book -> book.changed = true);
  }

  /** What is declared of a period that is forgotten says nothing any more. */
  public void declared(
      String source, int partition, long period, long count, Map<String, BigDecimal> totals) {
    if (isForgotten(period)) {
      return;
    }
    PeriodBook book = books.of(period);
    book.declare(source, partition, count, totals);
    book.changed = true;
  }

  /**
   * All sources are complete up to a time: checks what ends by then, and publishes it in its order.
   * A period that is held holds those after it.
   *
   * @return the reports of the periods whose state changed
   */
  public List<PeriodReport> completeUpTo(long time) {
    return completeUpTo(time, period -> false);
  }

  /**
   * The same, but for periods that wait and whose changes are still under way.
   *
   * @param unsettled periods, by their starts, that are not looked at again yet
   * @return the reports of the periods whose state changed
   */
  public List<PeriodReport> completeUpTo(long time, LongPredicate unsettled) {
    openBooksUpTo(time);
    completed = Math.max(completed, time);
    List<PeriodReport> reports = new ArrayList<>();
    boolean blocked = false;
    for (PeriodBook book : books.ofPeriods()) {
      if (book.state.isPublished()) {
        continue;
      }
      if (books.end(book.start) > completed) {
        break;
      }
      if (book.waits() && unsettled.test(book.start)) {
        blocked = true;
        continue;
      }
      State before = book.state;
      verify(book, blocked);
      blocked |= book.state != State.PUBLISHED;
      if (book.state != before || !Objects.equals(book.heldBy, book.toldHeldBy)) {
        book.toldHeldBy = book.heldBy;
        book.changed = false;
        reports.add(report(book));
      }
    }
    return reports;
  }

  /**
   * A period of which nothing was reported is checked and published like any other, from when the
   * store has first been complete; what lies before is no period of the store unless it has events.
   * The end of a bounded input completes only what was reported.
   */
  private void openBooksUpTo(long time) {
    if (completed == Long.MIN_VALUE || time <= completed || time == Long.MAX_VALUE) {
      return;
    }
    books.begin(completed, time);
  }

  /** Checks a period as it was released, and then, if that does not pass, as it is since. */
  private void verify(PeriodBook book, boolean blocked) {
    boolean passesLater = book.state != State.OPEN;
    decide(book, blocked);
    if (book.hasAfterwards()) {
      boolean changes = book.takeAfterwards();
      if (book.state != State.PUBLISHED) {
        passesLater = true;
        decide(book, blocked);
      } else if (changes) {
        correct(book);
      }
    }
    if (book.state == State.PUBLISHED && passesLater) {
      passedLater.add(book.start);
    }
  }

  /** A period that had nothing when it passed, and has a late event now, has passed. */
  private void decide(PeriodBook book, boolean blocked) {
    if (books.end(book.start) <= opened) {
      book.heldBy = null;
      book.state = State.PUBLISHED;
      return;
    }
    decision.take(book, books.before(book), outdated(book), blocked);
  }

  /** Looks again at what is held, since data or approvals have changed. */
  public List<PeriodReport> lookAgain(LongPredicate unsettled) {
    return completed == Long.MIN_VALUE ? List.of() : completeUpTo(completed, unsettled);
  }

  /**
   * Up to where periods may be published: where all sources are complete, but not into a period
   * that is held or waits for one. Epoch milliseconds.
   */
  public long openUpTo() {
    long first =
        books.all().stream()
            .filter(PeriodBook::waits)
            .mapToLong(book -> Instant.ofEpochSecond(book.start).toEpochMilli())
            .findFirst()
            .orElse(Long.MAX_VALUE);
    opened = Math.max(opened, Math.min(completed, first));
    return opened;
  }

  /** Whether a period was released and has not been published. */
  public boolean waits(long period) {
    PeriodBook book = books.find(period);
    return book != null && book.waits();
  }

  /** The first period that is held, by its start in epoch seconds; empty where none is. */
  public OptionalLong held() {
    return books.all().stream()
        .filter(book -> book.state == State.HELD)
        .mapToLong(book -> book.start)
        .findFirst();
  }

  /**
   * The periods that were published since the last call, after they had been held or had waited for
   * one that was; by their starts, in epoch seconds.
   */
  public List<Long> takePassedLater() {
    List<Long> passed = List.copyOf(passedLater);
    passedLater.clear();
    return passed;
  }

  /**
   * A named person lets a period pass whatever its checks say.
   *
   * @param period its start, epoch seconds
   * @param by actor and reason
   */
  public void approve(long period, String by) {
    PeriodBook book = books.of(period);
    book.approvedBy = by;
    book.stoppedBy = null;
    book.changed = true;
  }

  /** A named person stops a period that would pass, until it is approved. */
  public void stop(long period, String by) {
    PeriodBook book = books.of(period);
    book.stoppedBy = by;
    book.approvedBy = null;
    book.changed = true;
  }

  /**
   * Which meters are others now than when periods were released to them. Such a period is not
   * published before it was reprocessed, whoever approves it: they would be missing.
   */
  public void outdated(OutdatedMeters now) {
    Map<PeriodBook, SortedSet<String>> before = new HashMap<>();
    books.all().forEach(book -> before.put(book, outdated(book)));
    outdated = now;
    before.forEach((book, meters) -> book.changed |= !meters.equals(outdated(book)));
  }

  private SortedSet<String> outdated(PeriodBook book) {
    return book.start == NO_PERIOD ? new TreeSet<>() : outdated.in(books.period(book));
  }

  /** A period has gone to the meters anew; what it published may change. */
  public void reprocessed(long period) {
    outdated(outdated.without(period));
    PeriodBook book = books.find(period);
    if (book != null && book.state.isPublished()) {
      correct(book);
    }
  }

  /**
   * How the store stands.
   *
   * @param since when it was started, epoch milliseconds: a source that has promised nothing yet is
   *     awaited for the period of then, or for the first that is open, whichever is earlier
   */
  public Standing standing(long since) {
    return standings.now(since);
  }

  /**
   * Whether something is known of a period or may still be reported of it: not where all sources
   * have completed it and said nothing.
   */
  public boolean awaits(long period) {
    return books.find(period) != null || books.end(period) > completed;
  }

  /** Whether a period has been published. */
  public boolean isPublished(long period) {
    PeriodBook book = books.find(period);
    return book != null && book.state.isPublished();
  }

  /**
   * The store's promise has come so far: forgets the periods whose retention has ended. What has
   * changed in them by then is their last revision.
   *
   * @return their last reports
   */
  public List<PeriodReport> expireUpTo(long time) {
    expired = Math.max(expired, time);
    List<PeriodReport> reports = new ArrayList<>();
    Iterator<PeriodBook> each = books.ofPeriods().iterator();
    while (each.hasNext()) {
      PeriodBook book = each.next();
      if (books.expiry(book.start) > time) {
        break; // Later periods expire later: retained ones need no look at each call.
      }
      each.remove();
      if (book.corrected) {
        corrections--;
        book.revision++;
      }
      book.state = State.EXPIRED;
      reports.add(report(book));
    }
    return reports;
  }

  /** Reports of all periods, as they are now. */
  public List<PeriodReport> reports() {
    return books.all().stream().map(this::report).toList();
  }

  /** Reports of the periods that changed since they were last reported, but for corrections. */
  public List<PeriodReport> changes() {
    List<PeriodReport> reports = new ArrayList<>();
    for (PeriodBook book : books.all()) {
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
    for (PeriodBook book : books.all()) {
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
    return books.toBytes();
  }

  private PeriodReport report(PeriodBook book) {
    return reporter.report(book, books.period(book), outdated(book));
  }

  /**
   * Whether the events of a period, by its start in epoch seconds, have left: all sources are
   * complete up to the end of its retention. Something held may keep its books. The end of a
   * bounded input expires nothing.
   */
  public boolean hasLeft(long period) {
    return isForgotten(period) || completed != Long.MAX_VALUE && books.expiry(period) <= completed;
  }

  /** Whether a period, by its start in epoch seconds, is past its retention. */
  public boolean isForgotten(long period) {
    return period != NO_PERIOD && expired != Long.MIN_VALUE && books.expiry(period) <= expired;
  }
}
