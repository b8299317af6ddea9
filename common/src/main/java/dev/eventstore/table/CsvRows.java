package dev.eventstore.table;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import java.io.IOException;
import java.io.Reader;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows of comma-separated text whose first line names the columns; an empty value is none. */
final class CsvRows implements RawRows {
  private static final CsvMapper CSV =
      CsvMapper.builder()
          .enable(CsvParser.Feature.WRAP_AS_ARRAY, CsvParser.Feature.SKIP_EMPTY_LINES)
          .build();
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  private final MappingIterator<String[]> rows;
  private final String[] columns;

  CsvRows(Reader reader) throws IOException {
    rows = CSV.readerFor(String[].class).readValues(reader);
    if (!rows.hasNextValue()) {
      throw new BadRowException(1, "the file is empty; its first line names the columns");
    }
    columns = rows.nextValue();
    columns[0] = columns[0].startsWith(BYTE_ORDER_MARK) ? columns[0].substring(1) : columns[0];
    Set<String> names = new HashSet<>();
    for (String column : columns) {
      if (!names.add(column)) {
        throw new BadRowException(1, "two columns are named '" + column + "'; rename one");
      }
    }
  }

  @Override
  public RawRow next() throws IOException {
    if (!rows.hasNextValue()) {
      return null;
    }
    long line = rows.getCurrentLocation().getLineNr();
    String[] cells = rows.nextValue();
    if (cells.length != columns.length) {
      throw new BadRowException(
          line,
          cells.length
              + " values stand under "
              + columns.length
              + " columns; complete the row, or put a value with a comma in quotes");
    }
    Map<String, Object> values = new LinkedHashMap<>();
    for (int i = 0; i < cells.length; i++) {
      values.put(columns[i], cells[i].isEmpty() ? null : cells[i]);
    }
    return new RawRow(line, values);
  }

  /** The columns of the first line. */
  List<String> columns() {
    return List.of(columns);
  }

  @Override
  public void close() throws IOException {
    rows.close();
  }
}
