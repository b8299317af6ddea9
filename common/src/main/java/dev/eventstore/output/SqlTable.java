package dev.eventstore.output;

import dev.eventstore.spec.MeterSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.TargetSpec.JdbcOutput;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The table of a database target: one row an id, in its highest revision. Its columns are the
 * members of the record (contract 3.9), so that one table takes all meters, whatever their groups
 * and values; objects are {@code json}, which takes every text and keeps every digit.
 *
 * @param name as SQL has it, with its schema where one is given
 */
public record SqlTable(String name, List<SqlColumn> columns) implements Serializable {
  public static final String ID = "id";
  public static final String REVISION = "revision";

  /**
   * @param name a member of the record, and the column of that name
   */
  public record SqlColumn(String name, String type) implements Serializable {}

  /** The table that the meters of a target need. */
  public static SqlTable of(StoreSpec spec, TargetSpec target) {
    String name = name(((JdbcOutput) target.output()).table());
    List<MeterSpec> meters = spec.metersOf(target);
    boolean holdsEvents = !meters.isEmpty() && !meters.get(0).aggregates();
    return new SqlTable(name, holdsEvents ? EVENTS : USAGE);
  }

  private static final List<SqlColumn> USAGE =
      List.of(
          new SqlColumn(ID, "text"),
          new SqlColumn("store", "text"),
          new SqlColumn("meter", "text"),
          new SqlColumn("meterVersion", "text"),
          new SqlColumn("period", "text"),
          new SqlColumn("start", "timestamptz"),
          new SqlColumn("end", "timestamptz"),
          new SqlColumn("zone", "text"),
          new SqlColumn("group", "json"),
          new SqlColumn("values", "json"),
          new SqlColumn(REVISION, "bigint"),
          new SqlColumn("delta", "json"),
          new SqlColumn("reason", "text"),
          new SqlColumn("events", "bigint"),
          new SqlColumn("sources", "json"),
          new SqlColumn("digest", "text"));

  private static final List<SqlColumn> EVENTS =
      List.of(
          new SqlColumn(ID, "text"),
          new SqlColumn("store", "text"),
          new SqlColumn("meter", "text"),
          new SqlColumn("period", "text"),
          new SqlColumn("op", "text"),
          new SqlColumn(REVISION, "bigint"),
          new SqlColumn("event", "json"));

  /** The statement that makes it. */
  public String create() {
    return columns.stream()
        .map(column -> "  " + quoted(column.name()) + " " + column.type() + constraint(column))
        .collect(Collectors.joining(",\n", "CREATE TABLE " + name + " (\n", "\n);\n"));
  }

  private static String constraint(SqlColumn column) {
    return column.name().equals(ID) ? " PRIMARY KEY" : " NOT NULL";
  }

  /** The statement that writes a row, of one parameter a column, where its revision is higher. */
  public String upsert() {
    String names =
        columns.stream().map(column -> quoted(column.name())).collect(Collectors.joining(", "));
    String places = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
    String changes =
        columns.stream()
            .map(column -> quoted(column.name()))
            .filter(column -> !column.equals(quoted(ID)))
            .map(column -> column + " = EXCLUDED." + column)
            .collect(Collectors.joining(", "));
    return ("INSERT INTO %s AS known (%s) VALUES (%s) ON CONFLICT (%s) DO UPDATE SET %s"
            + " WHERE known.%s < EXCLUDED.%s")
        .formatted(name, names, places, quoted(ID), changes, quoted(REVISION), quoted(REVISION));
  }

  /** Each part of a name as it is written, in quotes, since SQL would fold its case. */
  private static String name(String written) {
    return List.of(written.split("\\.")).stream()
        .map(SqlTable::quoted)
        .collect(Collectors.joining("."));
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }
}
