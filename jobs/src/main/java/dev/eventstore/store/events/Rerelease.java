package dev.eventstore.store.events;

import dev.eventstore.meter.MeterHistory;
import dev.eventstore.meter.Meters;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.MeterOutput;
import dev.eventstore.state.StoreKey;
import dev.eventstore.store.time.StorePeriods;
import dev.eventstore.table.Tables;
import dev.eventstore.usage.Reason;
import java.util.List;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.KeyedStateStore;

/**
 * What a store's meters would say of the events it keeps, said by the code that says it. It works
 * on a copy of the state of the event store.
 */
public final class Rerelease {
  private final StorePeriods periods;
  private final Release release;

  /**
   * @param layouts of the contents, as they were kept
   */
  public Rerelease(
      StoreSpec spec,
      KeyedStateStore store,
      List<byte[]> layouts,
      Tables tables,
      Consumer<MeterOutput> output) {
    Meters meters = Meters.compile(spec.event(), spec.meters());
    MissingRows missing = new MissingRows(spec, untold -> {});
    meters.lookUpIn(tables, missing::add);
    periods = new StorePeriods(spec);
    release =
        new Release(
            spec,
            meters,
            EarlierStoreFiles.layouts(spec, layouts),
            new EventStates(store),
            new Rounds(),
            new MeterHistory(meters),
            missing,
            output);
  }

  /** Says the chunk that is the current key. */
  public void say(StoreKey chunk) throws Exception {
    release.all(chunk, periods.startingAt(chunk.period()), Reason.REPROCESSED);
  }
}
