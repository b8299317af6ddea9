package dev.eventstore.meter.aggregate;

import dev.eventstore.event.ValueReader;
import dev.eventstore.event.ValueWriter;

/**
 * The exact state of one aggregate over some events. Adding and merging give the same result in any
 * order and grouping.
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

  /** The result; null where no value was added, but 0 for counts. */
  Object result();

  void write(ValueWriter writer);

  /** Puts what was written in the place of this state. */
  void read(ValueReader reader);
}
