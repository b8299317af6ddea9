package dev.eventstore.query;

import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.FigureKey;
import dev.eventstore.state.Published;
import dev.eventstore.store.StorePeriods;
import dev.eventstore.store.totals.TotalsStates;
import dev.eventstore.usage.Figure;
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

  private transient StorePeriods periods;
  private transient List<Column<PublishedFigure>> columns;
  private transient ValueState<Published> figure;

  /**
   * @param chosen which columns a row has
   */
  UsageReader(StoreSpec spec, int[] chosen) {
    super(FigureKey.TYPE);
    this.spec = spec;
    this.chosen = chosen;
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
    Published published = figure.value();
    PublishedFigure row =
        new PublishedFigure(
            key,
            periods.startingAt(key.period()).period(),
            published.revision(),
            Figure.fromBytes(published.content()));
    return List.of(Column.row(columns, chosen, row)).iterator();
  }
}
