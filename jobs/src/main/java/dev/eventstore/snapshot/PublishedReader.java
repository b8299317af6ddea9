package dev.eventstore.snapshot;

import dev.eventstore.state.Bytes;
import dev.eventstore.state.FigureKey;
import dev.eventstore.state.Published;
import dev.eventstore.store.totals.TotalsSignal;
import dev.eventstore.store.totals.TotalsSignal.Known;
import dev.eventstore.store.totals.TotalsStates;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.LongPredicate;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;

/** Reads what was published last. */
@SuppressWarnings("try") // Flink's close() may be interrupted.
public final class PublishedReader extends KeyedReader<FigureKey, TotalsSignal> {
  private static final long serialVersionUID = 1L;
  private static final byte[] NO_PART = {};

  /** Which periods are wanted, by their starts: epoch seconds. */
  public interface Periods extends LongPredicate, Serializable {}

  private final Periods periods;

  private transient ValueState<Published> figure;
  private transient MapState<Bytes, Published> events;

  public PublishedReader(Periods periods) {
    super(FigureKey.TYPE);
    this.periods = periods;
  }

  @Override
  protected List<String> open(KeyedStateStore store) {
    figure = store.getState(TotalsStates.figureState());
    events = store.getMapState(TotalsStates.eventsState());
    return List.of(TotalsStates.figureState().getName(), TotalsStates.eventsState().getName());
  }

  @Override
  protected Iterator<TotalsSignal> read(FigureKey key) throws Exception {
    List<TotalsSignal> published = new ArrayList<>();
    if (periods.test(key.period())) {
      Published last = figure.value();
      if (last != null) {
        published.add(new Known(key, NO_PART, last));
      }
      for (Map.Entry<Bytes, Published> event : events.entries()) {
        published.add(new Known(key, event.getKey().array(), event.getValue()));
      }
    }
    return published.iterator();
  }
}
