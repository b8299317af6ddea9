package dev.eventstore.store.gate;

import dev.eventstore.store.gate.GateInput.Counted;
import dev.eventstore.usage.Counter;
import dev.eventstore.usage.Tally;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/**
 * Counts of an operator since they were last sent to the gate. They are sent before each watermark
 * and each barrier, so that what the gate has counted is exactly what was done before it.
 */
public final class TallyBook {
  private record Place(String source, long period, boolean late) {}

  private final Map<Place, Tally> tallies = new HashMap<>();

  private final LongPredicate isLate;

  /**
   * @param isLate whether a period, by its start in epoch seconds, has been released
   */
  public TallyBook(LongPredicate isLate) {
    this.isLate = isLate;
  }

  /**
   * @param period the period's start, epoch seconds, or {@link GateInput#NO_PERIOD}
   */
  public void count(String source, long period, Counter counter, long count) {
    of(source, period).add(counter, count);
  }

  /**
   * The counts of a source in a period, to be added to at once: they are gone when they are sent.
   *
   * @param period the period's start, epoch seconds, or {@link GateInput#NO_PERIOD}
   */
  public Tally of(String source, long period) {
    boolean late = period != GateInput.NO_PERIOD && isLate.test(period);
    return tallies.computeIfAbsent(new Place(source, period, late), place -> new Tally());
  }

  public void flush(Consumer<GateInput> gate) {
    tallies.forEach(
        (place, tally) ->
            gate.accept(new Counted(place.source(), place.period(), tally, place.late())));
    tallies.clear();
  }
}
