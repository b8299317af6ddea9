package dev.eventstore.decode;

import dev.eventstore.event.Decoded;
import dev.eventstore.event.Decoded.Refused;
import dev.eventstore.event.Position.FilePosition;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.expression.LooseMap;
import dev.eventstore.spec.SourceSpec.Csv;
import dev.eventstore.text.Count;
import dev.eventstore.text.CsvRows;
import dev.eventstore.text.CsvRows.BadRowException;
import dev.eventstore.text.LineReader;
import dev.eventstore.text.Lines;
import dev.eventstore.value.EventSchema;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads rows of CSV. The columns are those that the store file names, else those of the header: of
 * the file, or of the record's first line. For one thread.
 */
final class CsvDecoder implements Decoder {
  private final Csv csv;
  private final CsvRows rows;
  private final EventSchema schema;
  private final EventMapper mapper;
  private final Markers markers;

  private String header;
  private List<String> columns;

  /** Of each column the field that takes it by name, or -1. */
  private int[] fields;

  CsvDecoder(Csv csv, EventSchema schema, EventMapper mapper, Markers markers) {
    this.csv = csv;
    this.rows = new CsvRows(csv.dialect());
    this.schema = schema;
    this.mapper = mapper;
    this.markers = markers;
    if (!csv.header().isEmpty()) {
      takeColumns(csv.header());
    }
  }

  /** A record that did not come from a file may hold several rows, and its header above them. */
  @Override
  public List<SourceRecord> split(SourceRecord record) {
    boolean hasHeader = csv.header().isEmpty() && !Markers.isMarker(record.bytes());
    if (record.schema() != null || !hasHeader && !hasLineEnd(record.bytes())) {
      return List.of(record);
    }
    try {
      List<SourceRecord> parts = new ArrayList<>();
      LineReader lines =
          new LineReader(
              new ByteArrayInputStream(Lines.withoutByteOrderMark(record.bytes())),
              SourceRecord.LONGEST,
              csv.dialect());
      byte[] above = hasHeader ? bytes(lines.next()) : null;
      String columnNames = hasHeader ? new String(above, StandardCharsets.UTF_8) : null;
      for (LineReader.Line line = lines.next(); line != null; line = lines.next()) {
        if (!Lines.isBlank(line.bytes())) {
          parts.add(record.part(columnNames, above, line.bytes()));
        }
      }
      return parts.isEmpty() ? List.of(record) : parts;
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot be read", e);
    }
  }

  private static byte[] bytes(LineReader.Line line) {
    return line == null ? new byte[0] : line.bytes();
  }

  private static boolean hasLineEnd(byte[] bytes) {
    for (byte b : bytes) {
      if (b == '\n') {
        return true;
      }
    }
    return false;
  }

  @Override
  public Decoded decode(SourceRecord record) {
    if (Markers.isMarker(record.bytes())) {
      return markers.decode(record.bytes());
    }
    if (record.schema() == null && csv.header().isEmpty()) {
      return Refused.malformed(
          "the record is one line, which is its header; send rows below it, or name the columns"
              + " with header in the store file");
    }
    try {
      if (record.schema() != null && !record.schema().equals(header)) {
        takeColumns(rows.header(record.schema().getBytes(StandardCharsets.UTF_8)));
        header = record.schema();
      }
      List<String> values = rows.values(record.bytes());
      return values.size() == columns.size()
          ? map(values, record)
          : Refused.malformed(
              row(record)
                  + " has "
                  + Count.of(values.size(), "value")
                  + ", but there are "
                  + Count.of(columns.size(), "column"));
    } catch (BadRowException e) {
      return Refused.malformed(row(record) + " is no CSV: " + e.getMessage());
    }
  }

  private Decoded map(List<String> values, SourceRecord record) {
    Object[] byName = new Object[schema.size()];
    LooseMap whole = mapper.needsRecord() ? new LooseMap() : null;
    for (int i = 0; i < fields.length; i++) {
      String value = values.get(i);
      if (value != null) {
        if (fields[i] >= 0) {
          byName[fields[i]] = value;
        }
        if (whole != null) {
          whole.put(columns.get(i), value);
        }
      }
    }
    return mapper.map(byName, whole, record);
  }

  private void takeColumns(List<String> names) {
    columns = names;
    fields = names.stream().mapToInt(this::byName).toArray();
  }

  private int byName(String column) {
    int field = schema.indexOf(column);
    return field >= 0 && mapper.isByName(field) ? field : -1;
  }

  private static String row(SourceRecord record) {
    return record.position() instanceof FilePosition at
        ? "the row at line " + at.line()
        : "the row";
  }
}
