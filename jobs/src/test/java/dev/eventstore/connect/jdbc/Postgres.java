package dev.eventstore.connect.jdbc;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** A real PostgreSQL in a folder, that asks users other than its own for their password. */
public final class Postgres implements AutoCloseable {
  private final Path data;
  private EmbeddedPostgres server;
  private final int port;

  private Postgres(Path data, EmbeddedPostgres server) {
    this.data = data;
    this.server = server;
    this.port = server.getPort();
  }

  public static Postgres start(Path folder) throws Exception {
    Path data = folder.resolve("data");
    EmbeddedPostgres server =
        EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false).start();
    Postgres postgres = new Postgres(data, server);
    Path access = Path.of(postgres.query("SHOW hba_file").get(0));
    Files.writeString(
        access,
        "host all postgres all trust\nlocal all all trust\nhost all all all scram-sha-256\n");
    postgres.query("SELECT pg_reload_conf()");
    return postgres;
  }

  /** Of the superuser, who needs no password. */
  public String url() {
    return "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres";
  }

  public String url(String database) {
    return "jdbc:postgresql://localhost:" + port + "/" + database;
  }

  public void execute(String sql) throws SQLException {
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  /** The first column of each row, as text. */
  public List<String> query(String sql) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (Connection connection = DriverManager.getConnection(url());
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      while (result.next()) {
        rows.add(result.getString(1));
      }
    }
    return rows;
  }

  /** Ends all connections but its own. */
  public void disconnectAll() throws SQLException {
    query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            + " WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'");
  }

  void stop() throws IOException {
    server.close();
  }

  void startAgain() throws IOException {
    server =
        EmbeddedPostgres.builder()
            .setDataDirectory(data)
            .setCleanDataDirectory(false)
            .setPort(port)
            .start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
