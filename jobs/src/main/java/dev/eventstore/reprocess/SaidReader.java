package dev.eventstore.reprocess;

import dev.eventstore.connect.kafka.LookupTables;
import dev.eventstore.snapshot.KeyedReader;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.FigureKey;
import dev.eventstore.state.StoreKey;
import dev.eventstore.store.events.EventStates;
import dev.eventstore.store.events.Rerelease;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.java.tuple.Tuple4;

/** Says anew what the chunks of some periods hold. */
@SuppressWarnings("try") // Flink's close() may be interrupted.
final class SaidReader extends KeyedReader<StoreKey, Tuple4<FigureKey, byte[], byte[], Integer>> {
  private static final long serialVersionUID = 1L;

  private final StoreSpec spec;
  private final ArrayList<byte[]> layouts;
  private final Set<Long> periods;

  private transient LookupTables tables;
  private transient Rerelease release;
  private transient List<Tuple4<FigureKey, byte[], byte[], Integer>> said;

  /**
   * @param layouts of the contents, as they were kept
   * @param periods their starts, epoch seconds
   */
  SaidReader(StoreSpec spec, List<byte[]> layouts, Set<Long> periods) {
    super(StoreKey.TYPE);
    this.spec = spec;
    this.layouts = new ArrayList<>(layouts);
    this.periods = periods;
  }

  @Override
  protected List<String> open(KeyedStateStore store) {
    said = new ArrayList<>();
    tables = new LookupTables();
    release =
        new Rerelease(spec, store, layouts, tables, output -> said.add(Compared.said(output)));
    return List.of(EventStates.eventsState().getName());
  }

  @Override
  protected Iterator<Tuple4<FigureKey, byte[], byte[], Integer>> read(StoreKey chunk)
      throws Exception {
    said.clear();
    if (periods.contains(chunk.period())) {
      release.say(chunk);
    }
    return said.iterator();
  }

  @Override
  public void close() throws Exception {
    if (tables != null) {
      tables.close();
    }
    super.close();
  }
}
