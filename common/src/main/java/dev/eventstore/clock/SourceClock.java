package dev.eventstore.clock;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * The time of one source, as one reader of it sees it: up to when everything has been reported
 * (contract 3.4).
 *
 * <p>A promise is made per partition and the reader's promise is their minimum, so a partition that
 * is silent, lags or was just added holds it. A promise once made is never taken back, not by a
 * restart and not by a new partition. Times are epoch milliseconds; a promise of T says that every
 * event before T has been reported.
 */
public final class SourceClock {
  /** Nothing has been promised. */
  public static final long NOTHING = Long.MIN_VALUE;

  /**
   * What outlives a restart, of one partition.
   *
   * @param promise epoch milliseconds, or {@link #NOTHING}
   * @param next the offset after the last record read, or -1 where none was
   */
  public record PartitionPromise(int partition, long promise, long next) {
    private PartitionPromise merge(PartitionPromise other) {
      return new PartitionPromise(
          partition, Math.max(promise, other.promise), Math.max(next, other.next));
    }
  }

  /**
   * What outlives a restart, of one reader.
   *
   * @param promise the reader's own, which stands even where a new partition has none yet
   */
  public record Snapshot(long promise, List<PartitionPromise> partitions) {}

  private final Map<Integer, Partition> owned = new TreeMap<>();
  private final Map<Integer, PartitionPromise> restored = new TreeMap<>();
  private long promise;

  /**
   * @param readers what all readers of the source left, in whatever number; this one takes up the
   *     partitions that are assigned to it
   */
  public SourceClock(List<Snapshot> readers) {
    promise = readers.stream().mapToLong(Snapshot::promise).min().orElse(NOTHING);
    for (Snapshot reader : readers) {
      for (PartitionPromise partition : reader.partitions()) {
        restored.merge(partition.partition(), partition, PartitionPromise::merge);
      }
    }
  }

  /** The partition is this reader's from now on, and holds its promise until it has made one. */
  public void assign(int partition, long now) {
    PartitionPromise before =
        restored.getOrDefault(partition, new PartitionPromise(partition, NOTHING, -1));
    owned.putIfAbsent(partition, new Partition(before.promise(), before.next(), now));
  }

  /** A record was read, whatever became of it. */
  public void read(int partition, long offset, long now) {
    Partition state = owned(partition);
    state.next = offset + 1;
    state.lastRead = now;
  }

  /** Everything before the time has been reported by the partition. */
  public void promise(int partition, long time) {
    Partition state = owned(partition);
    state.promise = Math.max(state.promise, time);
  }

  /** An operator declares the whole source complete up to a time. */
  public void waive(long time) {
    promise = Math.max(promise, time);
  }

  /** An event was read: the partition is complete up to its time minus the delay. */
  public void reached(int partition, Instant time, Duration delay) {
    promise(partition, time.minus(delay).toEpochMilli());
  }

  /** Everything before this has been reported by all partitions of this reader. */
  public long promise() {
    if (!owned.isEmpty()) {
      long least = Long.MAX_VALUE;
      for (Partition partition : owned.values()) {
        least = Math.min(least, partition.promise);
      }
      promise = Math.max(promise, least);
    }
    return promise;
  }

  /** The partition that holds the promise back; empty where none is assigned yet. */
  public OptionalInt holding() {
    return owned.entrySet().stream()
        .min(Map.Entry.comparingByValue((a, b) -> Long.compare(a.promise, b.promise)))
        .map(entry -> OptionalInt.of(entry.getKey()))
        .orElse(OptionalInt.empty());
  }

  /** The partitions from which nothing was read since the time. */
  public List<Integer> silentSince(long time) {
    return owned.entrySet().stream()
        .filter(entry -> entry.getValue().lastRead <= time)
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The offset the partition is read from next, or -1 where nothing has been read. */
  public long next(int partition) {
    return owned(partition).next;
  }

  /** What to keep for a restart, also of partitions restored but not assigned again yet. */
  public Snapshot snapshot() {
    Map<Integer, PartitionPromise> partitions = new TreeMap<>(restored);
    owned.forEach(
        (id, state) -> partitions.put(id, new PartitionPromise(id, state.promise, state.next)));
    return new Snapshot(promise(), List.copyOf(partitions.values()));
  }

  private Partition owned(int partition) {
    Partition state = owned.get(partition);
    if (state == null) {
      throw new IllegalStateException("partition " + partition + " was read but never assigned");
    }
    return state;
  }

  private static final class Partition {
    private long promise;
    private long next;
    private long lastRead;

    private Partition(long promise, long next, long lastRead) {
      this.promise = promise;
      this.next = next;
      this.lastRead = lastRead;
    }
  }
}
