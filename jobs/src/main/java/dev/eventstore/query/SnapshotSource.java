package dev.eventstore.query;

import dev.eventstore.snapshot.Snapshot;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.types.DataType;

/**
 * Reads a table of a snapshot; columns that a query does not ask for are not made, and rows that
 * its filters refuse are passed over where that is known early.
 */
final class SnapshotSource
    implements ScanTableSource, SupportsProjectionPushDown, SupportsFilterPushDown {
  private final SnapshotTable table;
  private final Snapshot snapshot;
  private int[] columns;
  private List<Wanted> wanted;

  SnapshotSource(SnapshotTable table, Snapshot snapshot) {
    this(table, snapshot, IntStream.range(0, table.columns().size()).toArray(), List.of());
  }

  private SnapshotSource(
      SnapshotTable table, Snapshot snapshot, int[] columns, List<Wanted> wanted) {
    this.table = table;
    this.snapshot = snapshot;
    this.columns = columns;
    this.wanted = wanted;
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    return new DataStreamScanProvider() {
      @Override
      public DataStream<RowData> produceDataStream(
          ProviderContext provider, StreamExecutionEnvironment environment) {
        return table.rows(environment, snapshot, columns, wanted);
      }

      @Override
      public boolean isBounded() {
        return true;
      }
    };
  }

  /**
   * Flink applies all filters too: what is passed over here need not be exact. Those that are used
   * are said to be accepted, or Flink would take two scans with other filters for the same.
   */
  @Override
  public Result applyFilters(List<ResolvedExpression> filters) {
    List<ResolvedExpression> used =
        filters.stream().filter(filter -> Filters.of(filter).isPresent()).toList();
    wanted = used.stream().flatMap(filter -> Filters.of(filter).stream()).toList();
    return Result.of(used, filters);
  }

  @Override
  public void applyProjection(int[][] projection, DataType type) {
    columns = Arrays.stream(projection).mapToInt(path -> path[0]).toArray();
  }

  @Override
  public boolean supportsNestedProjection() {
    return false;
  }

  @Override
  public ChangelogMode getChangelogMode() {
    return ChangelogMode.insertOnly();
  }

  @Override
  public DynamicTableSource copy() {
    return new SnapshotSource(table, snapshot, columns, wanted);
  }

  @Override
  public String asSummaryString() {
    return table.name();
  }
}
