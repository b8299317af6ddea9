package dev.eventstore.meter;

import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Remembers over restarts which meters there were, and of each when it last became another: by its
 * operators, or since it was added. A meter that is put back as it was has changed twice: what
 * happened meanwhile it was not told.
 */
public final class MeterHistory {
  private static final int VERSION = 1;

  /**
   * A meter became another.
   *
   * @param upTo periods that end by then were released to what it was before, epoch milliseconds
   * @param rounds how often each period, by its start, had been begun to be reprocessed by then
   */
  private record Change(long upTo, SortedMap<Long, Integer> rounds) {}

  private final SortedMap<String, String> versions = new TreeMap<>();
  private final SortedMap<String, Change> changes = new TreeMap<>();

  /** A store that begins: nothing has been released. */
  public MeterHistory(Meters meters) {
    meters.all().forEach(meter -> versions.put(meter.name(), meter.version()));
  }

  /**
   * A store that goes on.
   *
   * @param kept of the run before
   * @param released periods that end by then may have been released, epoch milliseconds
   * @param rounds how often each period, by its start, was begun to be reprocessed
   */
  public static MeterHistory restore(
      Meters meters, byte[] kept, long released, Map<Long, Integer> rounds) {
    ValueReader reader = new ValueReader(kept);
    long version = reader.unsigned();
    if (version != VERSION) {
      throw new IllegalArgumentException("meters of layout " + version + ", this reads " + VERSION);
    }
    MeterHistory history = new MeterHistory(meters);
    SortedMap<String, Change> unchanged = new TreeMap<>();
    SortedSet<String> others = new TreeSet<>(history.versions.keySet());
    for (long i = reader.unsigned(); i > 0; i--) {
      String meter = reader.string();
      boolean same = reader.string().equals(history.versions.get(meter));
      Change change = readChange(reader);
      if (same) {
        others.remove(meter);
        if (change != null) {
          unchanged.put(meter, change);
        }
      }
    }
    history.changes.putAll(unchanged);
    others.forEach(
        meter -> history.changes.put(meter, new Change(released, new TreeMap<>(rounds))));
    return history;
  }

  /**
   * Which meters are outdated in which periods.
   *
   * @param rounds how often each period, by its start, has been begun to be reprocessed
   */
  public OutdatedMeters outdated(Map<Long, Integer> rounds) {
    SortedMap<String, OutdatedMeters.Span> spans = new TreeMap<>();
    changes.forEach(
        (meter, change) -> {
          SortedSet<Long> since = new TreeSet<>();
          rounds.forEach(
              (period, round) -> {
                if (round > change.rounds.getOrDefault(period, 0)) {
                  since.add(period);
                }
              });
          spans.put(meter, new OutdatedMeters.Span(change.upTo, since));
        });
    return new OutdatedMeters(spans);
  }

  /** Each meter with its version, and its last change where there was one. */
  public byte[] toBytes() {
    ValueWriter writer = new ValueWriter().unsigned(VERSION).unsigned(versions.size());
    versions.forEach(
        (meter, version) -> {
          writer.string(meter).string(version);
          Change change = changes.get(meter);
          writer.value(change != null);
          if (change != null) {
            writer.signed(change.upTo).unsigned(change.rounds.size());
            change.rounds.forEach((period, round) -> writer.signed(period).unsigned(round));
          }
        });
    return writer.toBytes();
  }

  private static Change readChange(ValueReader reader) {
    if (!(Boolean) reader.value()) {
      return null;
    }
    long upTo = reader.signed();
    SortedMap<Long, Integer> rounds = new TreeMap<>();
    for (long i = reader.unsigned(); i > 0; i--) {
      long period = reader.signed();
      rounds.put(period, (int) reader.unsigned());
    }
    return new Change(upTo, rounds);
  }
}
