package dev.eventstore.store.events;

import dev.eventstore.state.StoreKey;
import dev.eventstore.state.UsageEvent;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects events by their bucket, so that those of a bucket go to the state together, in the order
 * in which they came. It is emptied before everything that counts on their being there: each
 * watermark, each barrier, and a tick.
 */
final class Inbox {
  /** Bounds the heap and the time of emptying it: some 100 ms. */
  private static final int MOST_EVENTS = 65_536;

  private static final int MOST_BYTES = 32 << 20;

  /** What an event takes on the heap beside its longest parts. */
  private static final int OVERHEAD = 200;

  /** Takes the events of a bucket. */
  interface Batch {
    void take(StoreKey root, List<UsageEvent> events) throws Exception;
  }

  @SuppressWarnings({"unchecked", "rawtypes"}) // Java makes no array of a generic type.
  private final List<UsageEvent>[] buckets = new List[StoreKey.BUCKETS];

  private final List<Integer> filled = new ArrayList<>();
  private int events;
  private int bytes;

  void add(UsageEvent event) {
    List<UsageEvent> bucket = buckets[event.bucket()];
    if (bucket == null) {
      bucket = new ArrayList<>();
      buckets[event.bucket()] = bucket;
    }
    if (bucket.isEmpty()) {
      filled.add(event.bucket());
    }
    bucket.add(event);
    events++;
    bytes += OVERHEAD + event.content().length + event.original().length;
  }

  boolean isFull() {
    return events >= MOST_EVENTS || bytes >= MOST_BYTES;
  }

  void empty(Batch batch) throws Exception {
    for (int bucket : filled) {
      batch.take(StoreKey.root(bucket), buckets[bucket]);
      buckets[bucket].clear();
    }
    filled.clear();
    events = 0;
    bytes = 0;
  }
}
