package dev.eventstore.reprocess;

import dev.eventstore.query.KeyedReader;
import dev.eventstore.state.Bytes;
import dev.eventstore.state.FigureKey;
import dev.eventstore.state.Published;
import dev.eventstore.store.totals.TotalsStates;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.java.tuple.Tuple4;

/** Reads what was published last of some periods. */
@SuppressWarnings("try") // Flink's close() may be interrupted.
final class PublishedReader
    extends KeyedReader<FigureKey, Tuple4<FigureKey, byte[], byte[], Integer>> {
  private static final long serialVersionUID = 1L;
  private static final byte[] NO_PART = {};

  private final Set<Long> periods;

  private transient ValueState<Published> figure;
  private transient MapState<Bytes, Published> events;

  /**
   * @param periods their starts, epoch seconds
   */
  PublishedReader(Set<Long> periods) {
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
  protected Iterator<Tuple4<FigureKey, byte[], byte[], Integer>> read(FigureKey key)
      throws Exception {
    List<Tuple4<FigureKey, byte[], byte[], Integer>> published = new ArrayList<>();
    if (periods.contains(key.period())) {
      Published last = figure.value();
      if (last != null) {
        published.add(Compared.published(key, NO_PART, last));
      }
      for (Map.Entry<Bytes, Published> event : events.entries()) {
        published.add(Compared.published(key, event.getKey().array(), event.getValue()));
      }
    }
    return published.iterator();
  }
}
