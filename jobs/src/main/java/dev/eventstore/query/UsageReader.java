package dev.eventstore.query;

import dev.eventstore.period.Period;
import dev.eventstore.snapshot.KeyedReader;
import dev.eventstore.snapshot.PublishedFigure;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.FigureKey;
import dev.eventstore.state.Published;
import dev.eventstore.store.time.StorePeriods;
import dev.eventstore.store.totals.TotalsStates;
import dev.eventstore.usage.Figure;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.table.data.RowData;

/** Reads what was published last of each group. */
@SuppressWarnings("try") // Flink's close() may be interrupted.
final class UsageReader extends KeyedReader<FigureKey, RowData> {
  private static final long serialVersionUID = 1L;

  private final StoreSpec spec;
  private final int[] chosen;
  private final ArrayList<Wanted> meters;
  private final ArrayList<Wanted> periodIds;

  private transient StorePeriods periods;
  private transient List<Column<PublishedFigure>> columns;
  private transient ValueState<Published> figure;

  /**
   * @param chosen which columns a row has
   * @param wanted which rows can be of use
   */
  UsageReader(StoreSpec spec, int[] chosen, List<Wanted> wanted) {
    super(FigureKey.TYPE);
    this.spec = spec;
    this.chosen = chosen;
    this.meters = Wanted.of("meter", wanted);
    this.periodIds = Wanted.of("_period", wanted);
  }

  @Override
  protected List<String> open(KeyedStateStore store) {
    periods = new StorePeriods(spec);
    columns = UsageTable.columns(spec);
    ValueStateDescriptor<Published> state = TotalsStates.figureState();
    figure = store.getState(state);
    return List.of(state.getName());
  }

  @Override
  protected Iterator<RowData> read(FigureKey key) throws Exception {
    Period period = periods.startingAt(key.period()).period();
    if (!Wanted.all(meters, key.meter()) || !Wanted.all(periodIds, period.id())) {
      return Collections.emptyIterator();
    }
    Published published = figure.value();
    PublishedFigure row =
        new PublishedFigure(
            key, period, published.revision(), Figure.fromBytes(published.content()));
    return List.of(Column.row(columns, chosen, row)).iterator();
  }
}
