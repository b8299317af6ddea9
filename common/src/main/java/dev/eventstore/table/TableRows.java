package dev.eventstore.table;

import dev.eventstore.spec.TableSpec.TableInFile;
import dev.eventstore.text.LineReader;
import dev.eventstore.text.LineReader.Line;
import dev.eventstore.text.Lines;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** The rows of a table's file as they are written, one after the other. */
final class TableRows implements Closeable {
  private static final int LONGEST = 16 << 20;

  /**
   * @param line from 1
   * @param values column to value; what is not there is left out or null
   */
  record RawRow(long line, Map<String, Object> values) {}

  /** Takes a row apart. */
  interface RowReader {
    /** The columns that are known before any row is read. */
    List<String> columns();

    /**
     * @throws BadRowException where it is no such row
     */
    Map<String, Object> values(byte[] row, long line) throws BadRowException;
  }

  private final LineReader lines;
  private final RowReader reader;
  private long line;
  private long next = 1;

  TableRows(TableInFile file) throws IOException {
    lines = new LineReader(Files.newInputStream(file.toPath()), LONGEST, file.csv());
    byte[] header = file.csv() == null ? null : nextRow();
    if (file.csv() == null) {
      reader = new JsonRow();
    } else if (header == null) {
      throw new BadRowException(1, "the file is empty; its first line names the columns");
    } else {
      reader = new CsvRow(file.csv(), header, line);
    }
  }

  /** Those that are known before any row is read. */
  List<String> columns() {
    return reader.columns();
  }

  /** The next row, or null at the end. Blank lines are skipped. */
  RawRow next() throws IOException {
    byte[] row = nextRow();
    return row == null ? null : new RawRow(line, reader.values(row, line));
  }

  private byte[] nextRow() throws IOException {
    for (Line read = lines.next(); read != null; read = lines.next()) {
      byte[] row = next == 1 ? Lines.withoutByteOrderMark(read.bytes()) : read.bytes();
      line = next;
      next += read.lines();
      if (read.tooLong()) {
        throw new BadRowException(line, "the row is longer than 16 MB; shorten it");
      }
      if (!Lines.isBlank(row)) {
        return row;
      }
    }
    return null;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
