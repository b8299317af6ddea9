package dev.eventstore.store.events;

import dev.eventstore.identity.IdHash;
import dev.eventstore.state.StoreKey;
import dev.eventstore.state.UsageEvent;
import java.time.Instant;
import java.util.Arrays;

/**
 * Collects events, so that those of a bucket go to the state together, in the order in which they
 * came. It is emptied before everything that counts on their being there: the release or expiry of
 * a period, each barrier, each command; and a moment after the first has come.
 */
final class Inbox {
  /**
   * The more there are, the fewer reads and writes an event takes; emptying it takes some 200 ms.
   */
  private static final int MOST_EVENTS = 131_072;

  /** Bounds the heap, of each subtask. */
  private static final int MOST_BYTES = 64 << 20;

  /** What an event takes on the heap beside its longest parts. */
  private static final int OVERHEAD = 200;

  /**
   * The events that came for a bucket: those from {@code begin} to {@code end}.
   *
   * @param hashes of their identities
   */
  record Batch(StoreKey root, UsageEvent[] events, long[] hashes, int begin, int end) {}

  /** Takes a batch. */
  interface Taker {
    void take(Batch batch) throws Exception;
  }

  private final UsageEvent[] events = new UsageEvent[MOST_EVENTS];
  private final long[] hashes = new long[MOST_EVENTS];
  private final UsageEvent[] sorted = new UsageEvent[MOST_EVENTS];
  private final long[] sortedHashes = new long[MOST_EVENTS];
  private int count;
  private int bytes;
  private Instant earliest = Instant.MAX;

  void add(UsageEvent event) {
    if (event.time().isBefore(earliest)) {
      earliest = event.time();
    }
    events[count] = event;
    hashes[count] = IdHash.of(event.key(), event.id());
    count++;
    bytes += OVERHEAD + event.content().length + event.original().length;
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** The lowest event time of those that wait. */
  Instant earliest() {
    return earliest;
  }

  boolean isFull() {
    return count == MOST_EVENTS || bytes >= MOST_BYTES;
  }

  void empty(Taker taker) throws Exception {
    int[] ends = sort();
    Arrays.fill(events, 0, count, null);
    count = 0;
    bytes = 0;
    earliest = Instant.MAX;
    int begin = 0;
    for (int bucket = 0; bucket < ends.length; bucket++) {
      int end = ends[bucket];
      if (end > begin) {
        taker.take(new Batch(StoreKey.root(bucket), sorted, sortedHashes, begin, end));
      }
      begin = end;
    }
    Arrays.fill(sorted, 0, begin, null);
  }

  /**
   * Sorts by bucket; of one bucket they stay in their order.
   *
   * @return where those of each bucket end
   */
  private int[] sort() {
    int[] ends = new int[StoreKey.BUCKETS];
    for (int i = 0; i < count; i++) {
      ends[events[i].bucket()]++;
    }
    int before = 0;
    for (int bucket = 0; bucket < ends.length; bucket++) {
      int size = ends[bucket];
      ends[bucket] = before;
      before += size;
    }
    for (int i = 0; i < count; i++) {
      int place = ends[events[i].bucket()]++;
      sorted[place] = events[i];
      sortedHashes[place] = hashes[i];
    }
    return ends;
  }
}
