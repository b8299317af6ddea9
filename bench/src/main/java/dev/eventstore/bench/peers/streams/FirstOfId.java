package dev.eventstore.bench.peers.streams;

import dev.eventstore.bench.peers.PeerSettings;
import dev.eventstore.bench.peers.Usage;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * Lets the first event of each id pass, where it is billed. A month's end passes as one marker,
 * once there is one of each partition of each source; it is dated so late that its window is open
 * for ever and all windows of months before are closed.
 *
 * <p>Ids are in a key-value store: the look-up is one point read, where a window store would look
 * into each of its segments. Old ids are dropped once a day.
 */
final class FirstOfId extends ContextualFixedKeyProcessor<String, Usage, Usage> {
  static final String SEEN = "seen";
  static final String PROMISES = "promises";
  static final LongAdder TAKEN = new LongAdder();

  private final int markers;
  private KeyValueStore<String, Long> seen;
  private KeyValueStore<String, Long> promises;

  /**
   * @param markers how many there are of one month
   */
  FirstOfId(int markers) {
    this.markers = markers;
  }

  /** Time of the event by its id. */
  static StoreBuilder<KeyValueStore<String, Long>> seenStore() {
    return Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(SEEN), Serdes.String(), Serdes.Long())
        .withCachingDisabled();
  }

  /** By topic and partition, up to when all was reported. */
  static StoreBuilder<KeyValueStore<String, Long>> promisesStore() {
    return Stores.keyValueStoreBuilder(
        Stores.inMemoryKeyValueStore(PROMISES), Serdes.String(), Serdes.Long());
  }

  @Override
  public void init(FixedKeyProcessorContext<String, Usage> context) {
    super.init(context);
    seen = context.getStateStore(SEEN);
    promises = context.getStateStore(PROMISES);
    context.schedule(Duration.ofDays(1), PunctuationType.WALL_CLOCK_TIME, this::forget);
  }

  @Override
  public void process(FixedKeyRecord<String, Usage> record) {
    Usage usage = record.value();
    if (usage.isMarker()) {
      promise(record);
      return;
    }
    TAKEN.increment();
    if (seen.get(usage.id) == null) {
      seen.put(usage.id, record.timestamp());
      if (usage.isBilled()) {
        context().forward(record);
      }
    }
  }

  private void promise(FixedKeyRecord<String, Usage> marker) {
    promises.put(marker.key(), marker.timestamp());
    int made = 0;
    try (KeyValueIterator<String, Long> all = promises.all()) {
      while (all.hasNext()) {
        made += all.next().value >= marker.timestamp() ? 1 : 0;
      }
    }
    if (made == markers) {
      context()
          .forward(marker.withTimestamp(marker.timestamp() + MonthWindows.CLOSED_AFTER.toMillis()));
    }
  }

  private void forget(long now) {
    try (KeyValueIterator<String, Long> all = seen.all()) {
      while (all.hasNext()) {
        KeyValue<String, Long> id = all.next();
        if (id.value < now - PeerSettings.REMEMBER.toMillis()) {
          seen.delete(id.key);
        }
      }
    }
  }
}
