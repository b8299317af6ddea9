package dev.eventstore.store.events;

import dev.eventstore.state.StoreKey;
import dev.eventstore.state.UsageEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects events, so that those of a bucket go to the state together, in the order in which they
 * came. It is emptied before everything that counts on their being there: the release or expiry of
 * a period, each barrier, each command; and a moment after the first has come.
 *
 * <p>They wait as bytes, on pages that are used again: what waits for a second would otherwise be
 * moved by the garbage collector before it goes.
 */
final class Inbox {
  /**
   * The more there are, the fewer reads and writes an event takes; emptying it takes some 300 ms.
   */
  private static final int MOST_EVENTS = 262_144;

  /** What {@link #MOST_EVENTS} take, of some 400 bytes each with the original record. */
  private static final int MOST_BYTES = 112 << 20;

  /** All inboxes of a process together take a quarter of its heap at most. */
  private static final int PART_OF_HEAP = 4;

  /** A larger event has a page of its own. */
  private static final int PAGE_BYTES = 1 << 20;

  /**
   * The events that came for a bucket.
   *
   * @param hashes of their identities
   */
  record Batch(StoreKey root, UsageEvent[] events, long[] hashes) {}

  /** Takes a batch. */
  interface Taker {
    void take(Batch batch) throws Exception;
  }

  private final List<byte[]> pages = new ArrayList<>();
  private int page = -1;
  private int used;

  /** Of each event its bucket, the hash of its identity, its page, and where it begins there. */
  private final int[] buckets = new int[MOST_EVENTS];

  private final long[] hashes = new long[MOST_EVENTS];
  private final byte[][] places = new byte[MOST_EVENTS][];
  private final int[] begins = new int[MOST_EVENTS];
  private final int mostBytes;
  private int count;
  private int bytes;
  private long earliest = Long.MAX_VALUE;

  /**
   * @param heap of the process, bytes
   * @param inboxes that it may have
   */
  Inbox(long heap, int inboxes) {
    mostBytes = (int) Math.min(MOST_BYTES, heap / PART_OF_HEAP / inboxes);
  }

  void add(UsageEvent event) {
    int size = event.size();
    byte[] place = room(size);
    event.copyTo(place, used);
    earliest = Math.min(earliest, event.second());
    buckets[count] = event.bucket();
    hashes[count] = event.hash();
    places[count] = place;
    begins[count] = used;
    count++;
    used += size;
    bytes += size;
  }

  /** The page that so many bytes go to, from {@code used} on. */
  private byte[] room(int size) {
    if (page >= 0 && pages.get(page).length - used >= size) {
      return pages.get(page);
    }
    page++;
    used = 0;
    if (size > PAGE_BYTES) {
      pages.add(page, new byte[size]);
    } else if (page == pages.size()) {
      pages.add(new byte[PAGE_BYTES]);
    }
    return pages.get(page);
  }

  boolean isEmpty() {
    return count == 0;
  }

  /** No event that waits is earlier. */
  Instant earliest() {
    return Instant.ofEpochSecond(earliest);
  }

  boolean isFull() {
    return count == MOST_EVENTS || bytes >= mostBytes;
  }

  void empty(Taker taker) throws Exception {
    int[] ends = new int[StoreKey.BUCKETS];
    int[] sorted = sort(ends);
    int begin = 0;
    for (int bucket = 0; bucket < ends.length; bucket++) {
      int end = ends[bucket];
      if (end > begin) {
        taker.take(batch(bucket, sorted, begin, end));
      }
      begin = end;
    }
    count = 0;
    bytes = 0;
    page = -1;
    used = 0;
    earliest = Long.MAX_VALUE;
    pages.removeIf(large -> large.length > PAGE_BYTES);
  }

  private Batch batch(int bucket, int[] sorted, int begin, int end) {
    UsageEvent[] events = new UsageEvent[end - begin];
    long[] theirs = new long[end - begin];
    for (int i = 0; i < events.length; i++) {
      int n = sorted[begin + i];
      events[i] = new UsageEvent(places[n], begins[n]);
      theirs[i] = hashes[n];
    }
    return new Batch(StoreKey.root(bucket), events, theirs);
  }

  /**
   * Sorts by bucket; of one bucket they stay in their order.
   *
   * @param ends becomes where those of each bucket end
   */
  private int[] sort(int[] ends) {
    for (int i = 0; i < count; i++) {
      ends[buckets[i]]++;
    }
    int before = 0;
    for (int bucket = 0; bucket < ends.length; bucket++) {
      int size = ends[bucket];
      ends[bucket] = before;
      before += size;
    }
    int[] sorted = new int[count];
    for (int i = 0; i < count; i++) {
      sorted[ends[buckets[i]]++] = i;
    }
    return sorted;
  }
}
