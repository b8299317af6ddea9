package dev.eventstore.store.events;

import dev.eventstore.state.StoreKey;
import dev.eventstore.store.time.StorePeriods.StorePeriod;

/** What is known of a chunk's period. */
interface Releases {
  StorePeriod periodOf(StoreKey chunk);

  /** Whether the chunk went to the meters. The current key is the chunk afterwards. */
  boolean isReleased(StoreKey chunk, StorePeriod period) throws Exception;
}
