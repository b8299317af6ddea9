package dev.eventstore.gate;

import dev.eventstore.usage.Counter;
import dev.eventstore.usage.PeriodReport.Check;
import dev.eventstore.usage.PeriodReport.State;
import dev.eventstore.usage.SourceReport;
import dev.eventstore.usage.Tally;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import dev.eventstore.value.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** What the gate knows of one period: counts and manifests by source, and the period's state. */
final class PeriodBook {
  private static final int VERSION = 3;

  /** The layout that kept no checks, and whose tallies have sums of content fields only. */
  private static final int EARLIER = 2;

  /** A marker's manifest of one partition. */
  private record Manifest(long count, Map<String, BigDecimal> totals) {}

  final long start;
  final Map<String, Tally> tallies = new TreeMap<>();

  /** Counts of changes after the release that came before the period was checked. */
  private final Map<String, Tally> afterwards = new TreeMap<>();

  private final Map<String, Map<Integer, Manifest>> manifests = new TreeMap<>();

  /**
   * Numeric fields of which there are no sums: the period began before they were summed, and the
   * sum of what came since would say nothing.
   */
  final SortedSet<String> unsummed = new TreeSet<>();

  State state = State.OPEN;
  int revision;

  /** Whether it has changed since it was last reported. */
  boolean changed;

  /** Whether what was published has changed since: the next revision is being gathered. */
  boolean corrected;

  /** Who let the period pass whatever its checks say, and why; null where nobody did. */
  String approvedBy;

  /** Who stopped the period whatever its checks say, and why; null where nobody did. */
  String stoppedBy;

  /** What holds the period; null where nothing does. */
  String heldBy;

  /** What was last reported to hold it in this run; not kept, so that each run tells. */
  String toldHeldBy;

  /** How its checks went when they were last looked at. */
  List<Check> checks = List.of();

  PeriodBook(long start) {
    this.start = start;
  }

  /** Adds counts; whether they change what was published, as duplicates do not. */
  boolean add(String source, Tally tally) {
    tallies.computeIfAbsent(source, name -> new Tally()).merge(tally).forgetSums(unsummed);
    return tally.get(Counter.STORED) != 0
        || tally.get(Counter.REPLACED) != 0
        || tally.get(Counter.DELETED) != 0;
  }

  /** Sets counts of changes aside until the period, as it was released, has been checked. */
  void addAfterwards(String source, Tally tally) {
    afterwards.computeIfAbsent(source, name -> new Tally()).merge(tally);
  }

  /** Whether it was released and has not been published: held, or waiting for one that is. */
  boolean waits() {
    return state == State.HELD || state == State.COMPLETE;
  }

  boolean hasAfterwards() {
    return !afterwards.isEmpty();
  }

  /**
   * Adds what was set aside.
   *
   * @return whether it changes what was checked
   */
  boolean takeAfterwards() {
    boolean changes = false;
    for (Map.Entry<String, Tally> more : afterwards.entrySet()) {
      changes |= add(more.getKey(), more.getValue());
    }
    afterwards.clear();
    return changes;
  }

  /** The counts of a source; of nothing where nothing was counted. */
  Tally tally(String source) {
    return tallies.getOrDefault(source, new Tally());
  }

  /** The counts over all sources. */
  Tally sum() {
    Tally sum = new Tally();
    tallies.values().forEach(sum::merge);
    return sum;
  }

  /** Those that were counted or have declared something, whether or not the store file has them. */
  SortedSet<String> sources() {
    SortedSet<String> sources = new TreeSet<>(tallies.keySet());
    sources.addAll(manifests.keySet());
    return sources;
  }

  /** A later marker of the same partition replaces what an earlier one declared. */
  void declare(String source, int partition, long count, Map<String, BigDecimal> totals) {
    Map<String, BigDecimal> canonical = new TreeMap<>();
    totals.forEach((field, total) -> canonical.put(field, Values.decimal(total)));
    manifests
        .computeIfAbsent(source, name -> new TreeMap<>())
        .put(partition, new Manifest(count, canonical));
  }

  /**
   * What the source declares; null where nothing. Each partition's marker carries the manifest of
   * the whole source, so the partitions say the same.
   */
  SourceReport.Declared declared(String source) {
    Map<Integer, Manifest> partitions = manifests.get(source);
    if (partitions == null) {
      return null;
    }
    Long count = null;
    Map<String, BigDecimal> totals = new TreeMap<>();
    for (Manifest manifest : partitions.values()) {
      if (manifest.count >= 0) {
        count = manifest.count;
      }
      totals.putAll(manifest.totals);
    }
    return count == null && totals.isEmpty() ? null : new SourceReport.Declared(count, totals);
  }

  byte[] toBytes() {
    ValueWriter writer = new ValueWriter().unsigned(VERSION).signed(start);
    writer.string(state.name()).unsigned(revision);
    writer.value(changed).value(corrected).value(approvedBy).value(stoppedBy);
    writer.unsigned(tallies.size());
    tallies.forEach((source, tally) -> writer.string(source).blob(tally.toBytes()));
    writer.unsigned(afterwards.size());
    afterwards.forEach((source, tally) -> writer.string(source).blob(tally.toBytes()));
    writer.unsigned(manifests.size());
    manifests.forEach(
        (source, partitions) -> {
          writer.string(source).unsigned(partitions.size());
          partitions.forEach((partition, manifest) -> write(writer, partition, manifest));
        });
    writer.value(heldBy).unsigned(checks.size());
    for (Check check : checks) {
      writer.string(check.name()).value(check.passed()).value(check.detail());
    }
    writer.unsigned(unsummed.size());
    unsummed.forEach(writer::string);
    return writer.toBytes();
  }

  private static void write(ValueWriter writer, int partition, Manifest manifest) {
    writer.unsigned(partition).signed(manifest.count).unsigned(manifest.totals.size());
    manifest.totals.forEach((field, total) -> writer.string(field).value(total));
  }

  /**
   * @param unsummedEarlier the numeric fields that tallies of layout 2 have no sums of
   */
  static PeriodBook fromBytes(byte[] bytes, Set<String> unsummedEarlier) {
    ValueReader reader = new ValueReader(bytes);
    long version = reader.unsigned();
    if (version != VERSION && version != EARLIER) {
      throw new IllegalArgumentException("period of layout " + version + ", this reads " + VERSION);
    }
    PeriodBook book = new PeriodBook(reader.signed());
    book.state = State.valueOf(reader.string());
    book.revision = (int) reader.unsigned();
    book.changed = (Boolean) reader.value();
    book.corrected = (Boolean) reader.value();
    book.approvedBy = (String) reader.value();
    book.stoppedBy = (String) reader.value();
    for (long i = reader.unsigned(); i > 0; i--) {
      String source = reader.string();
      book.tallies.put(source, Tally.fromBytes(reader.blob()));
    }
    for (long i = reader.unsigned(); i > 0; i--) {
      String source = reader.string();
      book.afterwards.put(source, Tally.fromBytes(reader.blob()));
    }
    for (long i = reader.unsigned(); i > 0; i--) {
      String source = reader.string();
      for (long j = reader.unsigned(); j > 0; j--) {
        book.readManifest(source, reader);
      }
    }
    if (version == EARLIER) {
      book.lackSums(unsummedEarlier);
    } else {
      book.readChecks(reader);
      book.readUnsummed(reader);
    }
    return book;
  }

  /** Of a period without events everything that comes is summed. */
  private void lackSums(Set<String> fields) {
    if (!tallies.isEmpty() || !afterwards.isEmpty()) {
      unsummed.addAll(fields);
    }
  }

  private void readUnsummed(ValueReader reader) {
    for (long i = reader.unsigned(); i > 0; i--) {
      unsummed.add(reader.string());
    }
  }

  private void readChecks(ValueReader reader) {
    heldBy = (String) reader.value();
    List<Check> read = new ArrayList<>();
    for (long i = reader.unsigned(); i > 0; i--) {
      read.add(new Check(reader.string(), (Boolean) reader.value(), (String) reader.value()));
    }
    checks = List.copyOf(read);
  }

  private void readManifest(String source, ValueReader reader) {
    int partition = (int) reader.unsigned();
    long count = reader.signed();
    Map<String, BigDecimal> totals = new TreeMap<>();
    for (long k = reader.unsigned(); k > 0; k--) {
      String field = reader.string();
      totals.put(field, (BigDecimal) reader.value());
    }
    declare(source, partition, count, totals);
  }
}
