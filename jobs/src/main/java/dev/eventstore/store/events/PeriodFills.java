package dev.eventstore.store.events;

import dev.eventstore.state.PeriodFill;
import dev.eventstore.state.StoreKey;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.ValueState;

/**
 * How far periods of buckets have come: the state, and before it those that were used last, since
 * every batch asks for the few that are open.
 */
final class PeriodFills {
  private static final int MOST = 32_768;

  private final ValueState<PeriodFill> state;
  private final Consumer<StoreKey> setCurrentKey;
  private final Map<StoreKey, PeriodFill> used = new LinkedHashMap<>(16, 0.75f, true);

  PeriodFills(ValueState<PeriodFill> state, Consumer<StoreKey> setCurrentKey) {
    this.state = state;
    this.setCurrentKey = setCurrentKey;
  }

  /**
   * @param first chunk of the period
   * @return null where the bucket has nothing of the period
   */
  PeriodFill of(StoreKey first) throws IOException {
    PeriodFill fill = used.get(first);
    if (fill == null) {
      setCurrentKey.accept(first);
      fill = state.value();
      if (fill != null) {
        remember(first, fill);
      }
    }
    return fill;
  }

  void update(StoreKey first, PeriodFill fill) throws IOException {
    setCurrentKey.accept(first);
    state.update(fill);
    remember(first, fill);
  }

  void clear(StoreKey first) {
    setCurrentKey.accept(first);
    state.clear();
    used.remove(first);
  }

  private void remember(StoreKey first, PeriodFill fill) {
    used.put(first, fill);
    if (used.size() > MOST) {
      used.remove(used.keySet().iterator().next());
    }
  }
}
