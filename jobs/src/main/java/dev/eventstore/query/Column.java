package dev.eventstore.query;

import java.util.List;
import java.util.function.Function;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

/**
 * A column of a table.
 *
 * @param value what a row has in it, as Flink's tables hold it; null where it has nothing
 */
record Column<R>(String name, DataType type, Function<R, Object> value) {

  /** A row with some of the columns, in their order. */
  static <R> RowData row(List<Column<R>> columns, int[] chosen, R from) {
    GenericRowData row = new GenericRowData(chosen.length);
    for (int i = 0; i < chosen.length; i++) {
      row.setField(i, columns.get(chosen[i]).value().apply(from));
    }
    return row;
  }
}
