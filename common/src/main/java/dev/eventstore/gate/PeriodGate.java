package dev.eventstore.gate;

import dev.eventstore.meter.OutdatedMeters;
import dev.eventstore.period.Period;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.Counter;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.PeriodReport.State;
import dev.eventstore.usage.SourceReport;
import dev.eventstore.usage.Tally;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
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
  private final SortedMap<Long, PeriodBook> books = new TreeMap<>();
  private final Promises promises = new Promises();
  private final Verification verification;
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
    this.verification = new Verification(spec);
    for (byte[] bytes : restored) {
      PeriodBook book = PeriodBook.fromBytes(bytes);
      books.put(book.start, book);
      corrections += book.corrected ? 1 : 0;
    }
  }

  /**
   * Counts of a period that is forgotten are the source's alone.
   *
   * @param late they are of changes after the release: they are no part of what is checked first
   */
  public void counted(String source, long period, Tally tally, boolean late) {
    PeriodBook book = book(isForgotten(period) ? NO_PERIOD : period);
    if (late && book.state == State.OPEN && book.start != NO_PERIOD) {
      book.addAfterwards(source, tally);
    } else if (book.add(source, tally) && isPublished(book)) {
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
    books.values().stream()
        .filter(book -> book.state == State.OPEN && book.start != NO_PERIOD)
        .forEach(book -> book.changed = true);
  }

  /** What is declared of a period that is forgotten says nothing any more. */
  public void declared(
      String source, int partition, long period, long count, Map<String, BigDecimal> totals) {
    if (isForgotten(period)) {
      return;
    }
    PeriodBook book = book(period);
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
    for (PeriodBook book : books.tailMap(NO_PERIOD + 1).values()) {
      if (isPublished(book)) {
        continue;
      }
      if (period(book).end().toEpochMilli() > completed) {
        break;
      }
      if (book.waits() && unsettled.test(book.start)) {
        blocked = true;
        continue;
      }
      State before = book.state;
      String heldBefore = book.heldBy;
      verify(book, blocked);
      blocked |= book.state != State.PUBLISHED;
      if (book.state != before || !Objects.equals(book.heldBy, heldBefore)) {
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
    Instant now = Instant.ofEpochMilli(time);
    Instant retained = spec.retention().reaches(now, spec.calendar().zone());
    Instant before = Instant.ofEpochMilli(completed);
    Period period = spec.calendar().periodOf(before.isBefore(retained) ? retained : before);
    while (period.end().toEpochMilli() <= time) {
      if (expiry(period) > time) {
        book(period.start().getEpochSecond());
      }
      period = spec.calendar().periodOf(period.end());
    }
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
    if (period(book).end().toEpochMilli() <= opened) {
      book.heldBy = null;
      book.state = State.PUBLISHED;
      return;
    }
    book.checks = verification.check(book, books.get(startBefore(book)));
    List<String> failed =
        book.checks.stream()
            .filter(check -> Boolean.FALSE.equals(check.passed()))
            .map(check -> check.name() + (check.detail() == null ? "" : ": " + check.detail()))
            .toList();
    if (!outdated(book).isEmpty()) {
      book.heldBy =
          "meters changed since the release: "
              + String.join(", ", outdated(book))
              + "; reprocess it";
    } else if (book.stoppedBy != null) {
      book.heldBy = "hold by " + book.stoppedBy;
    } else if (book.approvedBy != null) {
      book.heldBy = null;
    } else if (!failed.isEmpty()) {
      book.heldBy = "check " + String.join("; check ", failed);
    } else {
      book.heldBy = spec.release().approvalRequired() ? "approval required" : null;
    }
    if (book.heldBy != null) {
      book.state = State.HELD;
    } else {
      book.state = blocked ? State.COMPLETE : State.PUBLISHED;
    }
  }

  private long startBefore(PeriodBook book) {
    Instant start = Instant.ofEpochSecond(book.start);
    return spec.calendar().lastEndedBy(start).start().getEpochSecond();
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
        books.values().stream()
            .filter(PeriodBook::waits)
            .mapToLong(book -> Instant.ofEpochSecond(book.start).toEpochMilli())
            .findFirst()
            .orElse(Long.MAX_VALUE);
    opened = Math.max(opened, Math.min(completed, first));
    return opened;
  }

  /** Whether a period was released and has not been published. */
  public boolean waits(long period) {
    PeriodBook book = books.get(period);
    return book != null && book.waits();
  }

  /** The first period that is held, by its start in epoch seconds; empty where none is. */
  public OptionalLong held() {
    return books.values().stream()
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
    PeriodBook book = book(period);
    book.approvedBy = by;
    book.stoppedBy = null;
    book.changed = true;
  }

  /** A named person stops a period that would pass, until it is approved. */
  public void stop(long period, String by) {
    PeriodBook book = book(period);
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
    books.values().forEach(book -> before.put(book, outdated(book)));
    outdated = now;
    before.forEach((book, meters) -> book.changed |= !meters.equals(outdated(book)));
  }

  private SortedSet<String> outdated(PeriodBook book) {
    return book.start == NO_PERIOD ? new TreeSet<>() : outdated.in(period(book));
  }

  /** A period has gone to the meters anew; what it published may change. */
  public void reprocessed(long period) {
    outdated(outdated.without(period));
    PeriodBook book = books.get(period);
    if (book != null && isPublished(book)) {
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
    Map<State, Integer> states = new EnumMap<>(State.class);
    Map<String, Long> stored = new HashMap<>();
    for (PeriodBook book : books.values()) {
      if (book.start != NO_PERIOD) {
        states.merge(book.state, 1, Integer::sum);
      }
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

  /** Epoch milliseconds. */
  private long firstOpen() {
    return books.tailMap(NO_PERIOD + 1).values().stream()
        .filter(book -> book.state == State.OPEN)
        .mapToLong(book -> Instant.ofEpochSecond(book.start).toEpochMilli())
        .findFirst()
        .orElse(Long.MAX_VALUE);
  }

  /** Whether anything is known of a period. */
  public boolean knows(long period) {
    return books.containsKey(period);
  }

  /** Whether a period has been published. */
  public boolean isPublished(long period) {
    PeriodBook book = books.get(period);
    return book != null && isPublished(book);
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
      if (expiry(period(book)) > time) {
        break; // Later periods expire later: retained ones need no look at each call.
      }
      each.remove();
      corrections -= book.corrected ? 1 : 0;
      book.state = State.EXPIRED;
      reports.add(report(book));
    }
    return reports;
  }

  /** Reports of all periods, as they are now. */
  public List<PeriodReport> reports() {
    return books.values().stream().map(this::report).toList();
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
        sums(book),
        book.checks,
        book.heldBy,
        book.approvedBy,
        List.copyOf(outdated(book)));
  }

  private static SortedMap<String, BigDecimal> sums(PeriodBook book) {
    Tally all = new Tally();
    book.tallies.values().forEach(all::merge);
    return all.sums();
  }

  private SourceReport sourceReport(
      SourceSpec source, Tally tally, PeriodBook book, Period period) {
    long promise = promises.of(source.name());
    boolean complete =
        book.state != State.OPEN || (period != null && promise >= period.end().toEpochMilli());
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

  /** Whether a period, by its start in epoch seconds, is past its retention. */
  public boolean isForgotten(long period) {
    return period != NO_PERIOD
        && expired != Long.MIN_VALUE
        && expiry(spec.calendar().startingAt(Instant.ofEpochSecond(period))) <= expired;
  }

  private long expiry(Period period) {
    return spec.retention().expiry(period.end(), spec.calendar().zone()).toEpochMilli();
  }
}
