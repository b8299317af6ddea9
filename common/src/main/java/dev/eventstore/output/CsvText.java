package dev.eventstore.output;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Writes rows as CSV (RFC 4180) in UTF-8, each ended by a line feed. Null is nothing between the
 * commas, empty text is {@code ""}.
 */
public final class CsvText {
  private CsvText() {}

  /** The line with the columns' names. */
  public static byte[] header(MeterTable table) {
    return line(table.columns().stream().map(Column::path).toList());
  }

  public static byte[] line(String[] row) {
    return line(Arrays.asList(row));
  }

  private static byte[] line(List<String> cells) {
    StringBuilder line = new StringBuilder(256);
    for (String cell : cells) {
      append(line, cell);
      line.append(',');
    }
    line.setCharAt(line.length() - 1, '\n');
    return line.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void append(StringBuilder line, String cell) {
    if (cell == null) {
      return;
    }
    if (needsQuotes(cell)) {
      line.append('"').append(cell.replace("\"", "\"\"")).append('"');
    } else {
      line.append(cell);
    }
  }

  private static boolean needsQuotes(String cell) {
    for (int i = 0; i < cell.length(); i++) {
      char c = cell.charAt(i);
      if (c == ',' || c == '"' || c == '\n' || c == '\r') {
        return true;
      }
    }
    return cell.isEmpty()
        || Character.isWhitespace(cell.charAt(0))
        || Character.isWhitespace(cell.charAt(cell.length() - 1));
  }
}
