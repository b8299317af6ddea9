package dev.eventstore.gate;

import dev.eventstore.period.Period;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.PeriodReport.State;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.Field;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The books of all periods, in their order; and before them, of the counts whose period cannot be
 * known. A period is named by its start, epoch seconds; times are epoch milliseconds.
 */
final class Books {
  private static final long NO_PERIOD = PeriodGate.NO_PERIOD;

  private final StoreSpec spec;
  private final SortedMap<Long, PeriodBook> books = new TreeMap<>();

  Books(StoreSpec spec, Iterable<byte[]> restored) {
    this.spec = spec;
    Set<String> keyAndId = numbersOfKeyAndId(spec.event());
    for (byte[] bytes : restored) {
      PeriodBook book = PeriodBook.fromBytes(bytes, keyAndId);
      books.put(book.start, book);
    }
  }

  private static Set<String> numbersOfKeyAndId(EventSchema schema) {
    return IntStream.concat(Arrays.stream(schema.keyFields()), Arrays.stream(schema.idFields()))
        .mapToObj(schema::field)
        .filter(field -> field.type().isNumeric())
        .map(Field::name)
        .collect(Collectors.toSet());
  }

  /** Of a period; a new one where nothing is known of it. */
  PeriodBook of(long period) {
    return books.computeIfAbsent(period, PeriodBook::new);
  }

  /**
   * Makes those of the periods that end after one time and up to another, but for what is past its
   * retention by then; epoch milliseconds.
   */
  void begin(long after, long upTo) {
    Instant before = Instant.ofEpochMilli(after);
    Instant retained = spec.retention().reaches(Instant.ofEpochMilli(upTo), spec.calendar().zone());
    Period period = spec.calendar().periodOf(before.isBefore(retained) ? retained : before);
    while (period.end().toEpochMilli() <= upTo) {
      if (expiry(period) > upTo) {
        of(period.start().getEpochSecond());
      }
      period = spec.calendar().periodOf(period.end());
    }
  }

  /** Null where nothing is known of a period. */
  PeriodBook find(long period) {
    return books.get(period);
  }

  /** Of the period before, or null. */
  PeriodBook before(PeriodBook book) {
    Instant start = Instant.ofEpochSecond(book.start);
    return books.get(spec.calendar().lastEndedBy(start).start().getEpochSecond());
  }

  Collection<PeriodBook> all() {
    return books.values();
  }

  /** Those of periods. */
  Collection<PeriodBook> ofPeriods() {
    return books.tailMap(NO_PERIOD + 1).values();
  }

  Stream<PeriodBook> open() {
    return ofPeriods().stream().filter(book -> book.state == State.OPEN);
  }

  /** What to keep for a restart, a period each. */
  List<byte[]> toBytes() {
    return books.values().stream().map(PeriodBook::toBytes).toList();
  }

  /** Null of the counts whose period cannot be known. */
  Period period(PeriodBook book) {
    return book.start == NO_PERIOD ? null : startingAt(book.start);
  }

  /** When a period ends. */
  long end(long start) {
    return startingAt(start).end().toEpochMilli();
  }

  /** When its retention ends. */
  long expiry(long start) {
    return expiry(startingAt(start));
  }

  long expiry(Period period) {
    return spec.retention().expiry(period.end(), spec.calendar().zone()).toEpochMilli();
  }

  private Period startingAt(long start) {
    return spec.calendar().startingAt(Instant.ofEpochSecond(start));
  }
}
