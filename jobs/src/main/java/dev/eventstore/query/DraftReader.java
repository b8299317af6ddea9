package dev.eventstore.query;

import dev.eventstore.snapshot.KeyedReader;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.FigureKey;
import dev.eventstore.store.totals.Drafts;
import dev.eventstore.store.totals.TotalsStates;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import org.apache.flink.api.common.state.KeyedStateStore;

/** Reads what some periods would publish: records as JSON. */
@SuppressWarnings("try") // Flink's close() may be interrupted.
final class DraftReader extends KeyedReader<FigureKey, byte[]> {
  private static final long serialVersionUID = 1L;

  private final StoreSpec spec;
  private final Set<Long> periods;
  private final int keyGroups;

  private transient Drafts drafts;
  private transient List<byte[]> said;

  /**
   * @param periods their starts, epoch seconds
   * @param keyGroups of the job that took the snapshot
   */
  DraftReader(StoreSpec spec, Set<Long> periods, int keyGroups) {
    super(FigureKey.TYPE);
    this.spec = spec;
    this.periods = periods;
    this.keyGroups = keyGroups;
  }

  @Override
  protected List<String> open(KeyedStateStore store) {
    said = new ArrayList<>();
    drafts =
        new Drafts(spec, store, keyGroups, this::setCurrentKey, record -> said.add(record.json()));
    return TotalsStates.UNPUBLISHED;
  }

  @Override
  protected Iterator<byte[]> read(FigureKey key) throws Exception {
    said.clear();
    if (periods.contains(key.period())) {
      drafts.say(key);
    }
    return said.iterator();
  }
}
