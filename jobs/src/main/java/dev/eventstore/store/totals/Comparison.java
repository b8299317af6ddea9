package dev.eventstore.store.totals;

import dev.eventstore.connect.OutputRecord;
import dev.eventstore.meter.Meter;
import dev.eventstore.meter.Meters;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.Bytes;
import dev.eventstore.state.FigureKey;
import dev.eventstore.state.Published;
import dev.eventstore.state.Said;
import dev.eventstore.store.time.StorePeriods;
import dev.eventstore.usage.Reason;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.KeyedStateStore;

/**
 * What reprocessing would publish of one group after the other, published by the code that
 * publishes it: first what was published and what is said now come in, in any order, then the end.
 */
public final class Comparison {
  private final StorePeriods periods;
  private final Meters meters;
  private final TotalsStates states;
  private final Publication publication;

  /**
   * @param keyGroups of the job that compares
   */
  public Comparison(
      StoreSpec spec, KeyedStateStore store, int keyGroups, Consumer<OutputRecord> output) {
    periods = new StorePeriods(spec);
    meters = Meters.compile(spec.event(), spec.meters());
    states = new TotalsStates(store);
    publication =
        new Publication(
            spec,
            states,
            new EndedRounds(states, key -> {}, keyGroups),
            (record, revision) -> output.accept(record));
  }

  /**
   * What was published last.
   *
   * @param part of a meter without aggregate, the event's identity; else empty
   */
  public void published(byte[] part, Published published) throws Exception {
    if (part.length == 0) {
      states.figure.update(published);
    } else {
      states.events.put(new Bytes(part), published);
    }
  }

  /** What a part says now. */
  public void said(FigureKey key, byte[] part, byte[] content) throws Exception {
    Meter meter = meters.byName(key.meter());
    publication.publisher(meter).accept(new Bytes(part), new Said(0, content));
  }

  /** Publishes what differs; of a meter that the store file has no more, nothing does. */
  public void end(FigureKey key) throws Exception {
    Meter meter = meters.byName(key.meter());
    if (meter != null) {
      publication.unpublished.note(Reason.REPROCESSED.ordinal());
      publication.publish(meter, key, periods.startingAt(key.period()).period());
    }
  }
}
