package dev.eventstore.query;

import dev.eventstore.event.ContentLayouts;
import dev.eventstore.snapshot.KeyedReader;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.EventBlock;
import dev.eventstore.state.StoreKey;
import dev.eventstore.store.events.EarlierStoreFiles;
import dev.eventstore.store.events.EventStates;
import dev.eventstore.store.time.StorePeriods;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.table.data.RowData;

/** Reads the events of the chunks that a query can want. */
@SuppressWarnings("try") // Flink's close() may be interrupted.
final class EventReader extends KeyedReader<StoreKey, RowData> {
  private static final long serialVersionUID = 1L;

  private final StoreSpec spec;
  private final int scale;
  private final ArrayList<byte[]> layouts;
  private final int[] chosen;
  private final boolean[] fields;
  private final EventFilter filter;

  private transient ContentLayouts contents;
  private transient StorePeriods periods;
  private transient List<Column<KeptEvent>> columns;
  private transient MapState<Integer, EventBlock> events;

  /**
   * @param layouts of the contents, as they were kept
   * @param chosen which columns a row has
   */
  EventReader(StoreSpec spec, int scale, List<byte[]> layouts, int[] chosen, EventFilter filter) {
    super(StoreKey.TYPE);
    this.spec = spec;
    this.scale = scale;
    this.layouts = new ArrayList<>(layouts);
    this.chosen = chosen;
    this.fields = new boolean[spec.event().size()];
    for (int column : chosen) {
      if (column < fields.length) {
        fields[column] = true;
      }
    }
    this.filter = filter;
  }

  @Override
  protected List<String> open(KeyedStateStore store) {
    contents = EarlierStoreFiles.layouts(spec, layouts);
    periods = new StorePeriods(spec);
    columns = EventsTable.columns(spec, scale);
    MapStateDescriptor<Integer, EventBlock> state = EventStates.eventsState();
    events = store.getMapState(state);
    return List.of(state.getName());
  }

  @Override
  protected Iterator<RowData> read(StoreKey chunk) throws Exception {
    String period = periods.startingAt(chunk.period()).id();
    if (!filter.hasChunk(chunk.bucket(), period)) {
      return Collections.emptyIterator();
    }
    return StreamSupport.stream(events.values().spliterator(), false)
        .flatMap(block -> block.events().stream())
        .filter(event -> !event.isGone() && filter.hasKey(event.key()))
        .map(event -> new KeptEvent(spec.event(), contents, fields, period, event))
        .map(event -> Column.row(columns, chosen, event))
        .iterator();
  }
}
