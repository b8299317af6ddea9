package dev.eventstore.gate;

import dev.eventstore.usage.PeriodReport.State;
import java.util.Map;

/**
 * How a store stands, in numbers that monitoring watches.
 *
 * @param periods how many periods are known in each state; of those that expired none is
 * @param sources by name
 */
public record Standing(Map<State, Integer> periods, Map<String, Source> sources) {
  /** Of a time: there is none. */
  public static final long NONE = Long.MIN_VALUE;

  /** Of a time: no end is in sight, since the source has ended. */
  public static final long FOR_EVER = Long.MAX_VALUE;

  /**
   * @param promise everything before it has been reported; epoch milliseconds
   * @param awaited the end of the first period that the source has not completed; epoch
   *     milliseconds
   * @param stored its events that are in the store now
   */
  public record Source(long promise, long awaited, long stored) {}

  public Standing {
    periods = Map.copyOf(periods);
    sources = Map.copyOf(sources);
  }

  public int periods(State state) {
    return periods.getOrDefault(state, 0);
  }
}
