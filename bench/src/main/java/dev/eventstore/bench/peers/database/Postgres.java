package dev.eventstore.bench.peers.database;

import dev.eventstore.bench.peers.PeerSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * PostgreSQL: ids are unique, rows come by COPY into a table of each connection and go on from
 * there unless their id is known.
 *
 * <p>Tuned: ids are of type uuid; batches of 50,000 rows in one transaction, in the order of their
 * ids, which spares the index, and two loaders a deadlock; half a GiB of shared buffers, a quarter
 * for sorting and grouping; a write-ahead log that seldom forces a checkpoint. Commits are on disk.
 */
final class Postgres implements DatabasePeer.Database {
  private final EmbeddedPostgres server;
  private final Path data;

  private Postgres(EmbeddedPostgres server, Path data) {
    this.server = server;
    this.data = data;
  }

  static Postgres start(PeerSettings settings) throws IOException, SQLException {
    Path data = settings.folder().resolve("postgres");
    Postgres postgres =
        new Postgres(
            EmbeddedPostgres.builder()
                .setDataDirectory(data)
                .setServerConfig("shared_buffers", "512MB")
                .setServerConfig("work_mem", "256MB")
                .setServerConfig("temp_buffers", "64MB")
                .setServerConfig("maintenance_work_mem", "128MB")
                .setServerConfig("max_wal_size", "4GB")
                .setServerConfig("checkpoint_timeout", "15min")
                .setServerConfig("wal_compression", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("max_parallel_workers_per_gather", "1")
                .start(),
            data);
    try (Connection connection = postgres.connect();
        Statement statement = connection.createStatement()) {
      statement.execute(
          """
          CREATE TABLE usage (
            event_id uuid PRIMARY KEY,
            occurred_at timestamptz NOT NULL,
            account_id text NOT NULL,
            status smallint NOT NULL,
            bytes numeric NOT NULL)""");
      statement.execute(
          """
          CREATE TABLE progress (
            topic text, part int, next bigint NOT NULL, PRIMARY KEY (topic, part))""");
    }
    return postgres;
  }

  @Override
  public Connection connect() throws SQLException {
    return server.getPostgresDatabase().getConnection();
  }

  @Override
  public TopicLoader.Rows rows() throws SQLException {
    return new PostgresRows(connect());
  }

  @Override
  public String query() {
    return """
        SELECT account_id, to_char(month, 'YYYY-MM'), quantity, calls
        FROM (
          SELECT account_id, date_trunc('month', occurred_at AT TIME ZONE '%s') AS month,
            sum(bytes) AS quantity, count(*) AS calls
          FROM usage WHERE status < 500
          GROUP BY 1, 2) figures"""
        .formatted(PeerSettings.ZONE.getId());
  }

  @Override
  public long bytes() throws SQLException {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ResultSet size = statement.executeQuery("SELECT pg_total_relation_size('usage')")) {
      size.next();
      return size.getLong(1);
    }
  }

  /** The server's first, whose children the others are. */
  @Override
  public List<Long> others() throws IOException {
    return List.of(
        Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip()));
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
