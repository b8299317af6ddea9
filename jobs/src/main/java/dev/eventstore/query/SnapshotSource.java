package dev.eventstore.query;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.ProviderContext;
import org.apache.flink.table.connector.source.DataStreamScanProvider;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/** Reads a table of a snapshot; columns that a query does not ask for are not made. */
final class SnapshotSource implements ScanTableSource, SupportsProjectionPushDown {
  private final SnapshotTable table;
  private final Snapshot snapshot;
  private int[] columns;

  SnapshotSource(SnapshotTable table, Snapshot snapshot) {
    this(table, snapshot, IntStream.range(0, table.columns().size()).toArray());
  }

  private SnapshotSource(SnapshotTable table, Snapshot snapshot, int[] columns) {
    this.table = table;
    this.snapshot = snapshot;
    this.columns = columns;
  }

  @Override
  public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
    return new DataStreamScanProvider() {
      @Override
      public DataStream<RowData> produceDataStream(
          ProviderContext provider, StreamExecutionEnvironment environment) {
        return table.rows(environment, snapshot, columns);
      }

      @Override
      public boolean isBounded() {
        return true;
      }
    };
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
    return new SnapshotSource(table, snapshot, columns);
  }

  @Override
  public String asSummaryString() {
    return table.name();
  }
}
