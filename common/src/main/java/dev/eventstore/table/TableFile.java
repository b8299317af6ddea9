package dev.eventstore.table;

import dev.eventstore.spec.TableSpec;
import dev.eventstore.spec.TableSpec.TableInFile;
import dev.eventstore.table.RowValues.TableRow;
import dev.eventstore.table.TableRows.RawRow;
import dev.eventstore.value.Field;
import dev.eventstore.value.FieldType;
import dev.eventstore.value.TimestampFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads a table from its file, or says in one sentence what is wrong with it, and where. */
public final class TableFile {
  private final TableSpec spec;
  private final TableInFile file;

  private TableFile(TableSpec spec) {
    this.spec = spec;
    this.file = (TableInFile) spec.input();
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
      throw new TableException(file.shown() + ", line " + e.line() + ": " + e.getMessage());
    } catch (NoSuchFileException e) {
      throw new TableException("there is no file " + file.shown() + "; correct the path");
    } catch (IOException e) {
      throw new TableException(
          file.shown() + " cannot be read; check that it is a file that you may read");
    }
  }

  private TableRows open() throws IOException {
    if (Files.isDirectory(file.toPath())) {
      throw new TableException(file.shown() + " is a folder; name the table's file");
    }
    return new TableRows(file);
  }

  private TableSpec columns(TableRows rows) throws IOException {
    Map<String, Field> columns = new LinkedHashMap<>();
    rows.columns().forEach(name -> columns.put(name, column(name)));
    for (RawRow row = rows.next(); row != null; row = rows.next()) {
      row.values().keySet().forEach(name -> columns.putIfAbsent(name, column(name)));
    }
    requireColumns(columns.keySet());
    return spec.withColumns(List.copyOf(columns.values()));
  }

  private void requireColumns(Set<String> found) {
    for (Field column : spec.columns()) {
      if (!found.contains(column.name())) {
        throw new TableException(
            file.shown()
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
    RowValues values = new RowValues(spec);
    for (RawRow raw = rows.next(); raw != null; raw = rows.next()) {
      found.addAll(raw.values().keySet());
      TableRow row = values.row(raw.values(), raw.line());
      TableRow before = table.put(row);
      if (before != null) {
        throw new BadRowException(row.line(), duplicate(row, before.line()));
      }
    }
    requireColumns(found);
    return table;
  }

  private String duplicate(TableRow row, long line) {
    return row.already()
        + "line "
        + line
        + (spec.validFrom() == null
            ? "; remove one, or name the column from when a row holds as validFrom"
            : "; remove one");
  }
}
