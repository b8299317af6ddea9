package dev.eventstore.store.events;

import dev.eventstore.state.StoreKey;
import dev.eventstore.state.UsageEvent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;

/**
 * Events that wait together: first they are added, then, sorted by bucket, given bucket by bucket.
 *
 * <p>They wait as bytes, on pages that are used again: what waits for a second would otherwise be
 * moved by the garbage collector before it goes.
 */
final class Pile {
  /** The more there are, the fewer reads and writes an event takes. */
  static final int MOST_EVENTS = 262_144;

  /** There is room for so many at first. */
  private static final int FIRST_EVENTS = 1_024;

  /** A larger event has a page of its own. */
  private static final int PAGE_BYTES = 1 << 20;

  private final Deque<byte[]> freePages;
  private final List<byte[]> pages = new ArrayList<>();
  private byte[] page = {};
  private int used;

  /** Of each event its bucket, the hash of its identity, its page, and where it begins there. */
  private int[] buckets = {};

  private long[] hashes = {};
  private byte[][] places = {};
  private int[] begins = {};
  private int count;
  private int bytes;
  private long earliest = Long.MAX_VALUE;

  /** Once sorted: the events in the order of their buckets, and how many of them are given. */
  private int[] sorted;

  private int given;

  /**
   * @param freePages that no pile uses
   */
  Pile(Deque<byte[]> freePages) {
    this.freePages = freePages;
  }

  void add(UsageEvent event) {
    int size = event.size();
    makeRoom(size);
    if (count == buckets.length) {
      grow();
    }
    event.copyTo(page, used);
    earliest = Math.min(earliest, event.second());
    buckets[count] = event.bucket();
    hashes[count] = event.hash();
    places[count] = page;
    begins[count] = used;
    count++;
    used += size;
    bytes += size;
  }

  /** On the page, from {@code used} on. */
  private void makeRoom(int size) {
    if (page.length - used >= size) {
      return;
    }
    byte[] free = size > PAGE_BYTES ? new byte[size] : freePages.poll();
    page = free == null ? new byte[PAGE_BYTES] : free;
    used = 0;
    pages.add(page);
  }

  private void grow() {
    int length = Math.min(MOST_EVENTS, Math.max(FIRST_EVENTS, 2 * count));
    buckets = Arrays.copyOf(buckets, length);
    hashes = Arrays.copyOf(hashes, length);
    places = Arrays.copyOf(places, length);
    begins = Arrays.copyOf(begins, length);
  }

  int count() {
    return count;
  }

  /** How many bytes its events have. */
  int bytes() {
    return bytes;
  }

  /** No event is earlier, epoch seconds. */
  long earliest() {
    return earliest;
  }

  /** Sorts by bucket; of one bucket they stay in their order. */
  void sort() {
    int[] ends = new int[StoreKey.BUCKETS];
    for (int i = 0; i < count; i++) {
      ends[buckets[i]]++;
    }
    int before = 0;
    for (int bucket = 0; bucket < ends.length; bucket++) {
      int size = ends[bucket];
      ends[bucket] = before;
      before += size;
    }
    sorted = new int[count];
    for (int i = 0; i < count; i++) {
      sorted[ends[buckets[i]]++] = i;
    }
  }

  /**
   * Gives those of the next bucket.
   *
   * @return how many they were
   */
  int give(Inbox.Taker taker) throws Exception {
    int begin = given;
    int bucket = buckets[sorted[begin]];
    while (given < count && buckets[sorted[given]] == bucket) {
      given++;
    }
    UsageEvent[] events = new UsageEvent[given - begin];
    long[] theirs = new long[events.length];
    for (int i = 0; i < events.length; i++) {
      int n = sorted[begin + i];
      events[i] = new UsageEvent(places[n], begins[n]);
      theirs[i] = hashes[n];
    }
    taker.take(new Inbox.Batch(StoreKey.root(bucket), events, theirs));
    if (given == count) {
      clear();
    }
    return events.length;
  }

  private void clear() {
    for (byte[] free : pages) {
      if (free.length == PAGE_BYTES) {
        freePages.push(free);
      }
    }
    Arrays.fill(places, 0, count, null);
    pages.clear();
    page = new byte[0];
    used = 0;
    count = 0;
    bytes = 0;
    earliest = Long.MAX_VALUE;
    sorted = null;
    given = 0;
  }
}
