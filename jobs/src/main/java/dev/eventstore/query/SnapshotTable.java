package dev.eventstore.query;

import dev.eventstore.snapshot.Snapshot;
import java.util.List;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.runtime.typeutils.InternalTypeInfo;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

/** A table that a snapshot holds. */
interface SnapshotTable {
  String name();

  List<? extends Column<?>> columns();

  /**
   * Reads its rows.
   *
   * @param columns which columns a row has, in their order; the others are not made
   * @param wanted which rows can be of use, all of it at once; others may be left out
   */
  DataStream<RowData> rows(
      StreamExecutionEnvironment environment,
      Snapshot snapshot,
      int[] columns,
      List<Wanted> wanted);

  default Schema schema() {
    Schema.Builder schema = Schema.newBuilder();
    columns().forEach(column -> schema.column(column.name(), column.type()));
    return schema.build();
  }

  /** The type of rows with some of the columns. */
  static InternalTypeInfo<RowData> type(List<? extends Column<?>> columns, int[] chosen) {
    DataTypes.Field[] fields = new DataTypes.Field[chosen.length];
    for (int i = 0; i < chosen.length; i++) {
      Column<?> column = columns.get(chosen[i]);
      fields[i] = DataTypes.FIELD(column.name(), column.type());
    }
    DataType row = DataTypes.ROW(fields).notNull();
    return InternalTypeInfo.of((RowType) row.getLogicalType());
  }
}
