package dev.eventstore.connect.jdbc;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventstore.output.RecordReader;
import dev.eventstore.output.SqlTable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A row to write.
 *
 * @param cells in the order of the table's columns, as text
 */
record JdbcRow(String id, long revision, String[] cells) {
  /** What a record is keyed by is its id; records of events do not repeat it. */
  static JdbcRow of(SqlTable table, byte[] key, byte[] record) {
    JsonNode json = tree(record);
    String id = new String(key, StandardCharsets.US_ASCII);
    String[] cells = new String[table.columns().size()];
    for (int i = 0; i < cells.length; i++) {
      String column = table.columns().get(i).name();
      JsonNode cell = json.path(column);
      cells[i] =
          column.equals(SqlTable.ID) ? id : cell.isObject() ? cell.toString() : cell.asText();
    }
    return new JdbcRow(id, json.path(SqlTable.REVISION).longValue(), cells);
  }

  /** The one that the table shall hold in the end. */
  JdbcRow orHigher(JdbcRow other) {
    return other.revision > revision ? other : this;
  }

  private static JsonNode tree(byte[] json) {
    try {
      return RecordReader.JSON.readTree(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
