package dev.eventstore.store.totals;

import dev.eventstore.meter.Meter;
import dev.eventstore.period.Period;
import dev.eventstore.state.Bytes;
import dev.eventstore.state.FigureKey;
import dev.eventstore.state.Said;
import dev.eventstore.usage.Reason;

/** Collects what is said under one {@link FigureKey} and publishes it, and what changes of it. */
interface Publisher {
  /**
   * Takes up what one part says, in the place of what it said before.
   *
   * @param said nothing where it says nothing any more
   */
  void accept(Bytes part, Said said) throws Exception;

  /**
   * Publishes what differs from what was published.
   *
   * @return whether it could: not while the period is being reprocessed, nor before it is where the
   *     meter has changed since it was told of it
   */
  boolean publish(Meter meter, FigureKey key, Period period, Reason reason) throws Exception;

  /** Whether something had been published under the current key. */
  boolean hasPublished() throws Exception;

  void clear();
}
