package dev.eventstore.table;

import dev.eventstore.event.BadValueException;
import dev.eventstore.event.FieldValues;
import dev.eventstore.spec.TableSpec;
import dev.eventstore.value.Field;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes rows of what is written: a value of its type for each column of the table. */
final class RowValues {
  /**
   * @param key the value of the key column
   * @param from when the row begins to hold; null: it always did
   * @param values in the order of the table's columns
   * @param line where it is written
   */
  record TableRow(Object key, Instant from, Object[] values, long line) {
    /** How a message about another row of the same key and time begins. */
    String already() {
      return "the key '"
          + key
          + "' has a row "
          + (from == null ? "" : "from " + from + " on ")
          + "already, in ";
    }
  }

  private final TableSpec spec;
  private final List<FieldValues> readers = new ArrayList<>();
  private final int key;
  private final int validFrom;

  RowValues(TableSpec spec) {
    this.spec = spec;
    spec.columns().forEach(column -> readers.add(new FieldValues(column)));
    key = spec.indexOf(spec.key());
    validFrom = spec.validFrom() == null ? -1 : spec.indexOf(spec.validFrom());
  }

  /**
   * @param written column to value; what is not there is left out or null
   * @throws BadRowException where a value is missing or not of its type
   */
  TableRow row(Map<String, Object> written, long line) throws BadRowException {
    Object[] values = new Object[readers.size()];
    for (int i = 0; i < values.length; i++) {
      Field column = spec.columns().get(i);
      Object raw = written.get(column.name());
      if (raw == null && column.required()) {
        throw new BadRowException(line, "'" + column.name() + "' is missing; add it");
      }
      try {
        values[i] = raw == null ? null : readers.get(i).of(raw);
      } catch (BadValueException e) {
        throw new BadRowException(
            line,
            "'"
                + column.name()
                + "' "
                + e.getMessage()
                + "; correct it, or declare the column's type under fields");
      }
    }
    Instant from = validFrom < 0 ? null : (Instant) values[validFrom];
    return new TableRow(values[key], from, values, line);
  }
}
