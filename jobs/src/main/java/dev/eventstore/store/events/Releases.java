package dev.eventstore.store.events;

import dev.eventstore.state.StoreKey;
import dev.eventstore.store.time.PassedPeriods;
import dev.eventstore.store.time.StorePeriods;
import dev.eventstore.store.time.StorePeriods.StorePeriod;
import java.util.function.Consumer;

/** What is known of a chunk's period. */
final class Releases {
  private final StorePeriods periods;
  private final PassedPeriods released;
  private final KeptEvents kept;
  private final Consumer<StoreKey> setCurrentKey;

  Releases(
      StorePeriods periods,
      PassedPeriods released,
      KeptEvents kept,
      Consumer<StoreKey> setCurrentKey) {
    this.periods = periods;
    this.released = released;
    this.kept = kept;
    this.setCurrentKey = setCurrentKey;
  }

  StorePeriod periodOf(StoreKey chunk) {
    return periods.startingAt(chunk.period());
  }

  /** Whether the chunk went to the meters. The current key is the chunk afterwards. */
  boolean isReleased(StoreKey chunk, StorePeriod period) throws Exception {
    boolean isReleased = released.have(period.release()) || kept.isReleased(chunk, period.start());
    setCurrentKey.accept(chunk);
    return isReleased;
  }
}
