package dev.eventstore.store.totals;

import dev.eventstore.meter.Meter;
import dev.eventstore.period.Period;
import dev.eventstore.state.FigureKey;
import dev.eventstore.state.MeterOutput;
import dev.eventstore.usage.Reason;

/** Collects what is said under one {@link FigureKey} and publishes it, and what changes of it. */
interface Publisher {
  /**
   * Takes up what one part says, in the place of what it said before.
   *
   * @return whether it is the first change since the last publication
   */
  boolean accept(Meter meter, MeterOutput said) throws Exception;

  /**
   * Publishes what differs from what was published.
   *
   * @param reason of the whole publication, or null: the gravest of the changes gathered
   */
  void publish(Meter meter, FigureKey key, Period period, Reason reason) throws Exception;

  void clear();
}
