package dev.eventstore.cli;

import dev.eventstore.cli.table.LongTable;
import dev.eventstore.output.CsvText;
import dev.eventstore.value.Values;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.types.Row;

/** Prints the rows of a query as they come. */
interface QueryRows {
  void row(Row row);

  /** All rows were printed. */
  default void end() {}

  static QueryRows json(List<String> columns, PrintWriter out) {
    return row -> out.println(Json.text(object(columns, row)));
  }

  static QueryRows table(List<String> columns, PrintWriter out) {
    LongTable table = new LongTable(out, columns.toArray(String[]::new));
    return new QueryRows() {
      @Override
      public void row(Row row) {
        table.row((Object[]) texts(row));
      }

      @Override
      public void end() {
        table.end();
      }
    };
  }

  static QueryRows csv(List<String> columns, PrintWriter out) {
    String[] head = columns.toArray(String[]::new);
    return new QueryRows() {
      private boolean begun;

      @Override
      public void row(Row row) {
        begin();
        out.print(line(texts(row)));
      }

      @Override
      public void end() {
        begin();
      }

      private void begin() {
        if (!begun) {
          begun = true;
          out.print(line(head));
        }
      }
    };
  }

  private static String line(String[] cells) {
    return new String(CsvText.line(cells), StandardCharsets.UTF_8);
  }

  private static String[] texts(Row row) {
    String[] texts = new String[row.getArity()];
    for (int i = 0; i < texts.length; i++) {
      Object value = plain(row.getField(i));
      boolean isNested = value instanceof Map || value instanceof List;
      texts[i] = value == null ? null : isNested ? Json.text(value) : value.toString();
    }
    return texts;
  }

  private static Map<String, Object> object(Iterable<String> names, Row row) {
    Map<String, Object> object = new LinkedHashMap<>();
    int place = 0;
    for (String name : names) {
      object.put(name, plain(row.getField(place++)));
    }
    return object;
  }

  /** A value as usage records write it: decimals and times are text, other numbers numbers. */
  private static Object plain(Object value) {
    if (value == null
        || value instanceof Boolean
        || value instanceof Number && !(value instanceof BigDecimal)) {
      return value;
    } else if (value instanceof BigDecimal decimal) {
      return Values.decimal(decimal).toPlainString();
    } else if (value instanceof Row row) {
      return object(row.getFieldNames(true), row);
    } else if (value instanceof Map<?, ?> map) {
      Map<String, Object> object = new TreeMap<>();
      map.forEach((key, of) -> object.put(String.valueOf(plain(key)), plain(of)));
      return object;
    } else if (value instanceof Object[] values) {
      return Arrays.stream(values).map(QueryRows::plain).toList();
    }
    return value.toString();
  }
}
