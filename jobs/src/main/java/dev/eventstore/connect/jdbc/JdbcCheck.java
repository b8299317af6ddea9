package dev.eventstore.connect.jdbc;

import dev.eventstore.output.SqlTable;
import dev.eventstore.output.SqlTable.SqlColumn;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.TargetSpec.JdbcOutput;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Checks that a database target can be written, without writing it. */
public final class JdbcCheck {
  private final SqlTable table;
  private final Database database;

  private JdbcCheck(SqlTable table, Database database) {
    this.table = table;
    this.database = database;
  }

  /** What is wrong, in one sentence; empty where the target can be written. */
  public static List<String> problems(StoreSpec spec, TargetSpec target) {
    Database database = new Database(target.name(), (JdbcOutput) target.output());
    try (Connection connection = database.connect()) {
      return new JdbcCheck(SqlTable.of(spec, target), database).problems(connection);
    } catch (SQLException e) {
      return List.of(database.sentence(e));
    }
  }

  private List<String> problems(Connection connection) throws SQLException {
    String encoding = encoding(connection);
    if (!encoding.equals("UTF8")) {
      return List.of(
          database.database()
              + " is encoded in "
              + encoding
              + " and cannot hold every text; take one whose encoding is UTF8");
    }
    Set<String> there = columns(connection);
    List<String> missing =
        table.columns().stream()
            .map(SqlColumn::name)
            .filter(name -> !there.contains(name))
            .toList();
    if (!missing.isEmpty()) {
      return List.of(
          database.table()
              + " lacks "
              + String.join(", ", missing)
              + "; compare it with what './event-store ddl' prints");
    }
    explain(connection);
    return List.of();
  }

  private static String encoding(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet encoding = statement.executeQuery("SHOW server_encoding")) {
      encoding.next();
      return encoding.getString(1);
    }
  }

  private Set<String> columns(Connection connection) throws SQLException {
    Set<String> names = new HashSet<>();
    try (Statement statement = connection.createStatement();
        ResultSet none = statement.executeQuery("SELECT * FROM " + table.name() + " LIMIT 0")) {
      ResultSetMetaData columns = none.getMetaData();
      for (int i = 1; i <= columns.getColumnCount(); i++) {
        names.add(columns.getColumnName(i));
      }
    }
    return names;
  }

  /** The database checks its key and the user's rights, as it would for a row, and writes none. */
  private void explain(Connection connection) throws SQLException {
    try (PreparedStatement upsert = connection.prepareStatement("EXPLAIN " + table.upsert())) {
      for (int i = 1; i <= table.columns().size(); i++) {
        upsert.setNull(i, Types.OTHER);
      }
      upsert.executeQuery().close();
    }
  }
}
