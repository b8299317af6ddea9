package dev.eventstore.store.totals;

import dev.eventstore.connect.OutputRecord;
import dev.eventstore.meter.Meter;
import dev.eventstore.meter.Meters;
import dev.eventstore.period.Period;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.FigureKey;
import dev.eventstore.store.time.StorePeriods;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.KeyedStateStore;

/**
 * What a period that was released and not yet published would publish, said by the code that
 * publishes it. It works on a copy of the state of the totals, which it changes as the job would.
 */
public final class Drafts {
  private final StorePeriods periods;
  private final Meters meters;
  private final Publication publication;

  /**
   * @param keyGroups of the job that wrote the state
   */
  public Drafts(
      StoreSpec spec,
      KeyedStateStore store,
      int keyGroups,
      Consumer<FigureKey> setCurrentKey,
      Consumer<OutputRecord> output) {
    TotalsStates states = new TotalsStates(store);
    periods = new StorePeriods(spec);
    meters = Meters.compile(spec.event(), spec.meters());
    publication =
        new Publication(
            spec,
            states,
            new EndedRounds(states, setCurrentKey, keyGroups),
            (record, revision) -> output.accept(record));
  }

  /**
   * Says the group that is the current key, of a period that waits.
   *
   * @throws IllegalStateException where the group cannot be told from this state
   */
  public void say(FigureKey key) throws Exception {
    Meter meter = meters.byName(key.meter());
    if (meter == null) {
      return;
    }
    Period period = periods.startingAt(key.period()).period();
    boolean isSaid =
        publication.releaseAgain(meter)
            ? publication.publish(meter, key, period)
            : publication.releaseHeld(meter, key, period);
    if (!isSaid) {
      throw new IllegalStateException(
          "meter '"
              + meter.name()
              + "' cannot be told of "
              + period.id()
              + " from this snapshot: the period was being reprocessed, or the meter is another one"
              + " now; look at a later snapshot, or reprocess the period");
    }
  }
}
