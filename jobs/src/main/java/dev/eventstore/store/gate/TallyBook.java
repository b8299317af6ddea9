package dev.eventstore.store.gate;

import dev.eventstore.store.gate.GateInput.Counted;
import dev.eventstore.usage.Counter;
import dev.eventstore.usage.Tally;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Counts of an operator since they were last sent to the gate. They are sent before each watermark
 * and each barrier, so that what the gate has counted is exactly what was done before it.
 */
public final class TallyBook {
  private record Place(String source, long period) {}

  private final Map<Place, Tally> tallies = new HashMap<>();

  /**
   * @param period the period's start, epoch seconds, or {@link GateInput#NO_PERIOD}
   */
  public void count(String source, long period, Counter counter, long count) {
    tallies.computeIfAbsent(new Place(source, period), place -> new Tally()).add(counter, count);
  }

  /** Adds to the sum of a field over what is stored. */
  public void sum(String source, long period, String field, BigDecimal value) {
    tallies.computeIfAbsent(new Place(source, period), place -> new Tally()).sum(field, value);
  }

  public void flush(Consumer<GateInput> gate) {
    tallies.forEach(
        (place, tally) -> gate.accept(new Counted(place.source(), place.period(), tally)));
    tallies.clear();
  }
}
