package dev.eventstore.spec;

import dev.eventstore.text.CsvDialect;
import dev.eventstore.value.Field;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;

/**
 * A table of reference data.
 *
 * @param key its key column
 * @param validFrom the column that says from when a row holds, or null: there is one row a key
 * @param columns all columns, those two included
 */
public record TableSpec(
    String name, TableInput input, String key, String validFrom, List<Field> columns)
    implements Serializable {

  /** Where its rows are. */
  public sealed interface TableInput extends Serializable {}

  /**
   * @param path an absolute file, as text so that it serializes
   * @param shown the file as the store file names it
   * @param csv how its rows are written; null: one JSON object a line
   */
  public record TableInFile(String path, String shown, CsvDialect csv) implements TableInput {
    public Path toPath() {
      return Path.of(path);
    }
  }

  /** One JSON object a record; of each record key the last counts. */
  public record TableInTopic(String topic, KafkaProperties properties) implements TableInput {}

  public TableSpec withColumns(List<Field> found) {
    return new TableSpec(name, input, key, validFrom, found);
  }

  public Field column(String column) {
    return columns.get(indexOf(column));
  }

  /** The index of a column, or -1. */
  public int indexOf(String column) {
    for (int i = 0; i < columns.size(); i++) {
      if (columns.get(i).name().equals(column)) {
        return i;
      }
    }
    return -1;
  }
}
