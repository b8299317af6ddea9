package dev.eventstore.meter.aggregate;

import dev.eventstore.period.Period;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;

/**
 * The state of one aggregate over some events. Adding and merging give the same result, and the
 * same bytes, in any order and grouping; all but the approximate ones are exact.
 *
 * @param <A> itself
 */
public interface Accumulator<A extends Accumulator<A>> {
  /**
   * Takes up one event.
   *
   * @param value the argument's value, not null
   * @param place where the event stands among all others
   */
  void add(Object value, EventPlace place);

  void merge(A other);

  /**
   * The result; null where no value was added, but 0 for counts.
   *
   * @param period what the events are of
   */
  Object result(Period period);

  void write(ValueWriter writer);

  /** Puts what was written in the place of this state. */
  void read(ValueReader reader);
}
