package dev.eventstore.query;

import dev.eventstore.snapshot.PublishedFigure;
import dev.eventstore.snapshot.Snapshot;
import dev.eventstore.snapshot.StateStream;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.Uids;
import dev.eventstore.usage.UsageRecord;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

/** The usage records that were published: of each group the last revision. */
record UsageTable(StoreSpec spec) implements SnapshotTable {

  @Override
  public String name() {
    return "usage";
  }

  @Override
  public List<Column<PublishedFigure>> columns() {
    return columns(spec);
  }

  @Override
  public DataStream<RowData> rows(
      StreamExecutionEnvironment environment,
      Snapshot snapshot,
      int[] columns,
      List<Wanted> wanted) {
    return StateStream.of(
        environment,
        snapshot.operator(Uids.USAGE_TOTALS),
        new UsageReader(spec, columns, wanted),
        SnapshotTable.type(columns(), columns));
  }

  static List<Column<PublishedFigure>> columns(StoreSpec spec) {
    return List.of(
        new Column<>(
            "id",
            DataTypes.STRING(),
            row ->
                StringData.fromString(
                    UsageRecord.id(
                        spec.name(), row.key().meter(), row.period(), row.key().group()))),
        new Column<>("meter", DataTypes.STRING(), row -> StringData.fromString(row.key().meter())),
        new Column<>(
            "_period", DataTypes.STRING(), row -> StringData.fromString(row.period().id())),
        new Column<>(
            "_start", SqlValues.TIME, row -> TimestampData.fromInstant(row.period().start())),
        new Column<>("_end", SqlValues.TIME, row -> TimestampData.fromInstant(row.period().end())),
        new Column<>("_group", SqlValues.STRINGS, row -> SqlValues.strings(row.group())),
        new Column<>("_values", SqlValues.STRINGS, row -> SqlValues.strings(row.values())),
        new Column<>("revision", DataTypes.INT(), PublishedFigure::revision),
        new Column<>("events", DataTypes.BIGINT(), row -> row.figure().events()),
        new Column<>(
            "sources",
            DataTypes.MAP(DataTypes.STRING(), DataTypes.BIGINT()),
            row -> counts(row.figure().sources())),
        new Column<>(
            "digest",
            DataTypes.STRING(),
            row -> StringData.fromString(row.figure().digest().toString())));
  }

  private static GenericMapData counts(Map<String, Long> sources) {
    Map<StringData, Long> counts = new HashMap<>();
    sources.forEach((source, count) -> counts.put(StringData.fromString(source), count));
    return new GenericMapData(counts);
  }
}
