package dev.eventstore.table;

import dev.eventstore.text.CsvDialect;
import dev.eventstore.text.CsvRows;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of CSV whose first line names the columns. */
final class CsvRow implements TableRows.RowReader {
  private final CsvRows rows;
  private final List<String> columns;

  CsvRow(CsvDialect dialect, byte[] header, long line) throws BadRowException {
    rows = new CsvRows(dialect);
    try {
      columns = rows.header(header);
    } catch (CsvRows.BadRowException e) {
      throw new BadRowException(line, e.getMessage() + "; correct it");
    }
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public Map<String, Object> values(byte[] row, long line) throws BadRowException {
    List<String> cells;
    try {
      cells = rows.values(row);
    } catch (CsvRows.BadRowException e) {
      throw new BadRowException(line, e.getMessage() + "; correct it");
    }
    if (cells.size() != columns.size()) {
      throw new BadRowException(
          line,
          cells.size()
              + " values stand under "
              + columns.size()
              + " columns; complete the row, or put a value with a delimiter in quotes");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < cells.size(); i++) {
      values.put(columns.get(i), cells.get(i));
    }
    return values;
  }
}
