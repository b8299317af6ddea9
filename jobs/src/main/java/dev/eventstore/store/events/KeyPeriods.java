package dev.eventstore.store.events;

import dev.eventstore.state.PeriodFill;
import dev.eventstore.state.StoreKey;
import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ValueState;

/**
 * For each key and period: how many events it was given, to fill one chunk after the other, and
 * whether it has been released. Kept under the first chunk.
 *
 * <p>Those in use are on the heap, so that an event pays no state access for them. State is written
 * at the first event and then every {@link #STEP}, at the release, and when an entry leaves the
 * heap. After a crash a count may therefore be too small by less than a step, and its chunk is
 * filled a little more: chunks need a bound, not a size, and what they hold changes no result.
 */
final class KeyPeriods {
  /** The events of a chunk; at some microseconds each, a release of one takes some 50 ms. */
  static final int CHUNK = 16_384;

  static final int STEP = 1_024;
  private static final int ON_HEAP = 200_000;

  private final ValueState<PeriodFill> state;
  private final Consumer<StoreKey> setCurrentKey;
  private final Map<StoreKey, KeyPeriod> entries = new LinkedHashMap<>(1024, 0.75f, true);

  KeyPeriods(ValueState<PeriodFill> state, Consumer<StoreKey> setCurrentKey) {
    this.state = state;
    this.setCurrentKey = setCurrentKey;
  }

  /**
   * Finds or makes the entry; the current key may change.
   *
   * @param first the first chunk of the period
   */
  KeyPeriod get(StoreKey first) throws IOException {
    KeyPeriod entry = entries.get(first);
    if (entry == null) {
      entry = load(first);
      entries.put(first, entry);
      evict();
    }
    return entry;
  }

  /** In how many chunks so many events are kept. */
  static int chunks(long count) {
    return (int) ((count + CHUNK - 1) / CHUNK);
  }

  /** The period has expired. */
  void forget(StoreKey first) {
    entries.remove(first);
    setCurrentKey.accept(first);
    state.clear();
  }

  private void evict() throws IOException {
    if (entries.size() > ON_HEAP) {
      Iterator<KeyPeriod> eldest = entries.values().iterator();
      KeyPeriod entry = eldest.next();
      if (entry.count != entry.written) {
        entry.write();
      }
      eldest.remove();
    }
  }

  private KeyPeriod load(StoreKey first) throws IOException {
    setCurrentKey.accept(first);
    PeriodFill fill = state.value();
    return fill == null
        ? new KeyPeriod(first, 0, false)
        : new KeyPeriod(first, fill.count(), fill.released());
  }

  /** One key's period. */
  final class KeyPeriod {
    private final StoreKey first;
    private long count;
    private long written;
    private boolean released;

    private KeyPeriod(StoreKey first, long count, boolean released) {
      this.first = first;
      this.count = count;
      this.written = count;
      this.released = released;
    }

    boolean isReleased() {
      return released;
    }

    /** Counts one more event; the number of events before it. */
    long next() throws IOException {
      long before = count++;
      if (before % STEP == 0) {
        write();
      }
      return before;
    }

    void release() throws IOException {
      if (!released) {
        released = true;
        write();
      }
    }

    private void write() throws IOException {
      setCurrentKey.accept(first);
      state.update(new PeriodFill(count, released));
      written = count;
    }
  }
}
