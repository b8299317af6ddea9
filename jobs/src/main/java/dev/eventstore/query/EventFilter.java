package dev.eventstore.query;

import dev.eventstore.event.EventTuples;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.Bytes;
import dev.eventstore.state.StoreKey;
import dev.eventstore.value.EventSchema;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which events a query can want, as far as their period and key tell. Buckets, chunks and events
 * that it cannot want are passed over before anything of them is decoded.
 */
final class EventFilter implements Serializable {
  private static final long serialVersionUID = 1L;

  /** So many keys are looked for one by one; where there are more, all are read. */
  private static final int MOST_KEYS = 1_000;

  private final ArrayList<Wanted> periods;
  private final HashSet<Bytes> keys;
  private final HashSet<Integer> buckets = new HashSet<>();

  /**
   * @param wanted what holds all at once
   */
  EventFilter(StoreSpec spec, List<Wanted> wanted) {
    periods = Wanted.of("_period", wanted);
    keys = keys(spec.event(), wanted).map(HashSet::new).orElse(null);
    if (keys != null) {
      for (Bytes key : keys) {
        for (int shard = 0; shard < spec.shards(); shard++) {
          buckets.add(StoreKey.bucket(key.array(), shard));
        }
      }
    }
  }

  /** The keys, where each of their fields has a list of values. */
  private static Optional<Set<Bytes>> keys(EventSchema schema, List<Wanted> wanted) {
    List<Object[]> keys = new ArrayList<>();
    keys.add(new Object[schema.size()]);
    for (int field : schema.keyFields()) {
      List<Wanted> all = Wanted.of(schema.field(field).name(), wanted);
      Optional<Wanted> list = all.stream().filter(Wanted::isList).findFirst();
      if (list.isEmpty() || (long) keys.size() * list.get().values().size() > MOST_KEYS) {
        return Optional.empty();
      }
      keys = with(keys, field, list.get().values());
    }
    EventTuples tuples = new EventTuples(schema);
    return Optional.of(
        keys.stream().map(key -> new Bytes(tuples.key(key))).collect(Collectors.toSet()));
  }

  private static List<Object[]> with(List<Object[]> keys, int field, List<Object> values) {
    List<Object[]> longer = new ArrayList<>();
    for (Object[] key : keys) {
      for (Object value : values) {
        Object[] next = key.clone();
        next[field] = value;
        longer.add(next);
      }
    }
    return longer;
  }

  /** The buckets that are read at all; empty where all are. */
  Optional<Set<Integer>> buckets() {
    return keys == null ? Optional.empty() : Optional.of(buckets);
  }

  /**
   * Whether a chunk is read.
   *
   * @param period the id of its period
   */
  boolean hasChunk(int bucket, String period) {
    return (keys == null || buckets.contains(bucket)) && Wanted.all(periods, period);
  }

  /**
   * Whether an event of such a chunk is read.
   *
   * @param key canonical bytes of the key's values
   */
  boolean hasKey(byte[] key) {
    return keys == null || keys.contains(new Bytes(key));
  }
}
