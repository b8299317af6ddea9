package dev.eventstore.connect.jdbc;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.spec.TargetSpec.JdbcOutput;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;
import org.postgresql.Driver;

/**
 * The database of a target. What it says of failures is from the SQLSTATE alone: the driver's own
 * messages may repeat the URL, and with it a secret, or a record.
 */
final class Database {
  private static final Driver DRIVER = new Driver();

  private final String target;
  private final JdbcOutput output;

  Database(String target, JdbcOutput output) {
    this.target = target;
    this.output = output;
  }

  Connection connect() throws SQLException {
    Properties properties = new Properties();
    // Seconds; what the URL says of them wins.
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("socketTimeout", "60");
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("ApplicationName", "event-store");
    if (output.user() != null) {
      properties.setProperty("user", output.user());
    }
    if (output.password() != null) {
      properties.setProperty("password", output.password());
    }
    Connection connection = DRIVER.connect(output.url(), properties);
    if (connection == null) {
      throw new SQLException("the driver does not take the URL", "08001");
    }
    return connection;
  }

  /** Whether the same may succeed soon: the database is away, busy, or another was faster. */
  static boolean isTransient(SQLException failure) {
    String state = state(failure);
    return state.startsWith("08")
        || state.startsWith("40")
        || state.startsWith("53")
        || state.startsWith("57")
        || state.equals("25006")
        || state.equals("55P03");
  }

  ConnectException failed(SQLException failure) {
    return new ConnectException(sentence(failure), null);
  }

  String sentence(SQLException failure) {
    String state = state(failure);
    String setting = "targets." + target + ".jdbc";
    return switch (state) {
      case "28P01", "28000" ->
          database() + " refused the login; check user and password of " + setting;
      case "3D000" -> database() + " does not exist; create it, or correct " + setting + ".url";
      case "42P01", "3F000" ->
          table() + " does not exist; create it with what './event-store ddl' prints";
      case "42703" -> table() + " lacks a column; compare it with what './event-store ddl' prints";
      case "42P10" ->
          table() + " has no primary key on \"id\"; add it as './event-store ddl' prints it";
      case "42501" -> table() + " may not be used by this user; grant it SELECT, INSERT and UPDATE";
      default ->
          state.startsWith("08") || state.startsWith("57")
              ? database()
                  + " cannot be reached; check "
                  + setting
                  + ".url, the network, and that the database runs"
              : table()
                  + " cannot be written (SQLSTATE "
                  + state
                  + "); see the database's log for why";
    };
  }

  String database() {
    return "the database of target '" + target + "'";
  }

  String table() {
    return "table '" + output.table() + "' of target '" + target + "'";
  }

  private static String state(SQLException failure) {
    return failure.getSQLState() == null ? "unknown" : failure.getSQLState();
  }
}
