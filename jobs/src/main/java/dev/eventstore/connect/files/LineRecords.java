package dev.eventstore.connect.files;

import dev.eventstore.event.SourceRecord;
import dev.eventstore.spec.SourceSpec.Csv;
import dev.eventstore.text.CsvRows;
import dev.eventstore.text.CsvRows.BadRowException;
import dev.eventstore.text.LineReader;
import dev.eventstore.text.Lines;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The lines of a text file, blank ones excepted, or its rows of CSV. */
final class LineRecords implements FileRecords {
  private final LineReader reader;
  private final long start;
  private String header;
  private long lines;

  private LineRecords(LineReader reader, long start, long lines) {
    this.reader = reader;
    this.start = start;
    this.lines = lines;
  }

  static LineRecords lines(InputFolder folder, String name, long offset, long lines)
      throws IOException {
    return new LineRecords(
        new LineReader(folder.open(name, offset), SourceRecord.LONGEST), offset, lines);
  }

  /** Where the store file names no columns the first line does, also of a file half read. */
  static LineRecords csv(InputFolder folder, String name, long offset, long lines, Csv csv)
      throws IOException {
    if (!csv.header().isEmpty()) {
      return rows(folder, name, offset, lines, csv);
    }
    LineRecords records = rows(folder, name, 0, 0, csv);
    records.readHeader(csv);
    if (offset == 0) {
      return records;
    }
    records.close();
    LineRecords rest = rows(folder, name, offset, lines, csv);
    rest.header = records.header;
    return rest;
  }

  private static LineRecords rows(InputFolder folder, String name, long offset, long lines, Csv csv)
      throws IOException {
    return new LineRecords(
        new LineReader(folder.open(name, offset), SourceRecord.LONGEST, csv.dialect()),
        offset,
        lines);
  }

  private void readHeader(Csv csv) throws IOException {
    Item first = next();
    if (first == null) {
      return;
    }
    if (first.problem() != null) {
      throw new IOException("its header is too long");
    }
    try {
      new CsvRows(csv.dialect()).header(first.bytes());
    } catch (BadRowException e) {
      throw new IOException("its header cannot be read: " + e.getMessage(), e);
    }
    header = new String(first.bytes(), StandardCharsets.UTF_8);
  }

  @Override
  public Item next() throws IOException {
    while (true) {
      LineReader.Line line = reader.step();
      if (line == null) {
        return null;
      }
      if (line == LineReader.GOES_ON) {
        return GOES_ON;
      }
      long first = lines + 1;
      lines += line.lines();
      byte[] bytes = first == 1 ? Lines.withoutByteOrderMark(line.bytes()) : line.bytes();
      if (line.tooLong() || !Lines.isBlank(bytes)) {
        String problem =
            line.tooLong()
                ? "the line is longer than " + (SourceRecord.LONGEST >> 20) + " MB; split it"
                : null;
        return new Item(bytes, header, first, lines, start + reader.consumed(), problem);
      }
    }
  }

  @Override
  public byte[] rest() {
    return reader.head();
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
