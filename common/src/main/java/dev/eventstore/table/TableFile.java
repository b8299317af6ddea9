package dev.eventstore.table;

import dev.eventstore.event.BadValueException;
import dev.eventstore.event.Field;
import dev.eventstore.event.FieldType;
import dev.eventstore.event.FieldValues;
import dev.eventstore.event.TimestampFormat;
import dev.eventstore.spec.TableSpec;
import dev.eventstore.table.TableRows.RawRow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a table from its file, or says in one sentence what is wrong with it, and where. */
public final class TableFile {
  private final TableSpec spec;

  private TableFile(TableSpec spec) {
    this.spec = spec;
  }

  /**
   * All rows, with the columns that the table declares.
   *
   * @throws TableException where the file cannot be read, lacks a column or holds a wrong row
   */
  public static Table read(TableSpec spec) {
    return new TableFile(spec).attempt(TableFile::rows);
  }

  /**
   * The table with all columns that its file has: those that are not declared are text.
   *
   * @throws TableException where the file cannot be read
   */
  public static TableSpec withColumns(TableSpec spec) {
    return new TableFile(spec).attempt(TableFile::columns);
  }

  private interface Reading<T> {
    T of(TableFile file, TableRows rows) throws IOException;
  }

  private <T> T attempt(Reading<T> reading) {
    try (TableRows rows = open()) {
      return reading.of(this, rows);
    } catch (BadRowException e) {
      throw new TableException(spec.shown() + ", line " + e.line() + ": " + e.getMessage());
    } catch (NoSuchFileException e) {
      throw new TableException("there is no file " + spec.shown() + "; correct the path");
    } catch (IOException e) {
      throw new TableException(
          spec.shown() + " cannot be read; check that it is a file that you may read");
    }
  }

  private TableRows open() throws IOException {
    if (Files.isDirectory(spec.toPath())) {
      throw new TableException(spec.shown() + " is a folder; name the table's file");
    }
    return new TableRows(spec);
  }

  private TableSpec columns(TableRows rows) throws IOException {
    Map<String, Field> columns = new LinkedHashMap<>();
    rows.columns().forEach(name -> columns.put(name, column(name)));
    for (RawRow row = rows.next(); row != null; row = rows.next()) {
      row.values().keySet().forEach(name -> columns.putIfAbsent(name, column(name)));
    }
    requireColumns(columns.keySet());
    return new TableSpec(
        spec.name(),
        spec.path(),
        spec.shown(),
        spec.csv(),
        spec.key(),
        spec.validFrom(),
        List.copyOf(columns.values()));
  }

  private void requireColumns(Set<String> found) {
    for (Field column : spec.columns()) {
      if (!found.contains(column.name())) {
        throw new TableException(
            spec.shown()
                + " has no column '"
                + column.name()
                + "'; it has "
                + (found.isEmpty() ? "none" : String.join(", ", found)));
      }
    }
  }

  private Field column(String name) {
    return spec.indexOf(name) < 0
        ? new Field(name, FieldType.STRING, false, TimestampFormat.ISO)
        : spec.column(name);
  }

  private Table rows(TableRows rows) throws IOException {
    Table table = new Table();
    Set<String> found = new LinkedHashSet<>(rows.columns());
    if (!found.isEmpty()) {
      requireColumns(found);
    }
    List<FieldValues> readers = new ArrayList<>();
    spec.columns().forEach(column -> readers.add(new FieldValues(column)));
    int key = spec.indexOf(spec.key());
    int validFrom = spec.validFrom() == null ? -1 : spec.indexOf(spec.validFrom());
    for (RawRow row = rows.next(); row != null; row = rows.next()) {
      found.addAll(row.values().keySet());
      Object[] values = values(row, readers);
      Instant from = validFrom < 0 ? null : (Instant) values[validFrom];
      Long before = table.put(values[key], from, values, row.line());
      if (before != null) {
        throw new BadRowException(row.line(), duplicate(values[key], from, before));
      }
    }
    requireColumns(found);
    return table;
  }

  private String duplicate(Object key, Instant from, long line) {
    return "the key '"
        + key
        + "' has a row "
        + (from == null ? "" : "from " + from + " on ")
        + "already, in line "
        + line
        + (spec.validFrom() == null
            ? "; remove one, or name the column from when a row holds as validFrom"
            : "; remove one");
  }

  private Object[] values(RawRow row, List<FieldValues> readers) throws BadRowException {
    Object[] values = new Object[readers.size()];
    for (int i = 0; i < values.length; i++) {
      Field column = spec.columns().get(i);
      Object raw = row.values().get(column.name());
      if (raw == null && column.required()) {
        throw new BadRowException(row.line(), "'" + column.name() + "' is missing; add it");
      }
      try {
        values[i] = raw == null ? null : readers.get(i).of(raw);
      } catch (BadValueException e) {
        throw new BadRowException(
            row.line(),
            "'"
                + column.name()
                + "' "
                + e.getMessage()
                + "; correct it, or declare the column's type under fields");
      }
    }
    return values;
  }
}
