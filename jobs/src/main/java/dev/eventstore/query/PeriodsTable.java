package dev.eventstore.query;

import dev.eventstore.snapshot.Snapshot;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.SourceReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;

/**
 * The periods: state, revision and counts. Records whose period cannot be known are in the row
 * without one.
 */
record PeriodsTable() implements SnapshotTable {
  private record Count(String name, ToLongFunction<SourceReport> of) {}

  private static final List<Count> COUNTS =
      List.of(
          new Count("received", SourceReport::received),
          new Count("stored", SourceReport::stored),
          new Count("duplicates", SourceReport::duplicates),
          new Count("replaced", SourceReport::replaced),
          new Count("conflicts", SourceReport::conflicts),
          new Count("quarantined", SourceReport::quarantined),
          new Count("deleted", SourceReport::deleted),
          new Count("late", SourceReport::late));

  @Override
  public String name() {
    return "periods";
  }

  @Override
  public DataStream<RowData> rows(
      StreamExecutionEnvironment environment,
      Snapshot snapshot,
      int[] chosen,
      List<Wanted> wanted) {
    List<Column<PeriodReport>> columns = columns();
    List<RowData> rows =
        snapshot.periods().stream().map(period -> Column.row(columns, chosen, period)).toList();
    var type = SnapshotTable.type(columns, chosen);
    // Flink takes no empty collection.
    return rows.isEmpty()
        ? environment.fromSequence(1, 0).map(none -> (RowData) null).returns(type)
        : environment.fromData(rows, type);
  }

  @Override
  public List<Column<PeriodReport>> columns() {
    List<Column<PeriodReport>> columns = new ArrayList<>();
    columns.add(text("_period", PeriodReport::period));
    columns.add(new Column<>("_start", SqlValues.TIME, report -> time(report.start())));
    columns.add(new Column<>("_end", SqlValues.TIME, report -> time(report.end())));
    columns.add(text("state", report -> report.state() == null ? null : report.state().word()));
    columns.add(new Column<>("revision", DataTypes.INT(), PeriodReport::revision));
    for (Count count : COUNTS) {
      columns.add(
          new Column<>(
              count.name(),
              DataTypes.BIGINT(),
              report -> report.sources().values().stream().mapToLong(count.of()).sum()));
    }
    columns.add(text("approved_by", PeriodReport::approvedBy));
    columns.add(new Column<>("sources", sourcesType(), report -> sources(report.sources())));
    return columns;
  }

  private static Column<PeriodReport> text(
      String name, java.util.function.Function<PeriodReport, String> value) {
    return new Column<>(
        name, DataTypes.STRING(), report -> StringData.fromString(value.apply(report)));
  }

  private static TimestampData time(Instant instant) {
    return instant == null ? null : TimestampData.fromInstant(instant);
  }

  private static DataType sourcesType() {
    List<DataTypes.Field> fields = new ArrayList<>();
    fields.add(DataTypes.FIELD("region", DataTypes.STRING()));
    COUNTS.forEach(count -> fields.add(DataTypes.FIELD(count.name(), DataTypes.BIGINT())));
    fields.add(DataTypes.FIELD("promise", SqlValues.TIME));
    fields.add(DataTypes.FIELD("complete", DataTypes.BOOLEAN()));
    return DataTypes.MAP(DataTypes.STRING(), DataTypes.ROW(fields.toArray(DataTypes.Field[]::new)));
  }

  private static GenericMapData sources(Map<String, SourceReport> sources) {
    Map<StringData, RowData> rows = new HashMap<>();
    sources.forEach(
        (name, source) -> {
          List<Object> row = new ArrayList<>();
          row.add(StringData.fromString(source.region()));
          COUNTS.forEach(count -> row.add(count.of().applyAsLong(source)));
          row.add(time(source.watermark()));
          row.add(source.complete());
          rows.put(StringData.fromString(name), GenericRowData.of(row.toArray()));
        });
    return new GenericMapData(rows);
  }
}
