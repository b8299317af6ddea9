package dev.eventstore.store.totals;

import dev.eventstore.connect.OutputRecord;

/** Takes what is published. */
interface Output {
  void publish(OutputRecord record, int revision);

  /**
   * So many more groups wait for the publication of their release; negative where they wait no
   * longer.
   */
  default void waiting(int more) {}
}
