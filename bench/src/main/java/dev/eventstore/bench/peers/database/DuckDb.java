package dev.eventstore.bench.peers.database;

import dev.eventstore.bench.peers.Folders;
import dev.eventstore.bench.peers.PeerSettings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.duckdb.DuckDBConnection;

/**
 * DuckDB, in this process: all records are appended, and ids are made unique when the month is
 * complete. A primary key would be an index in memory, which its documentation advises against for
 * bulk loads.
 *
 * <p>Tuned: appenders of the column types; 1 GiB of memory beside the heap, spilling to disk; as
 * many threads as all have; no order of insertion is kept, since offsets tell which came first.
 */
final class DuckDb implements DatabasePeer.Database {
  private final DuckDBConnection database;
  private final Path folder;

  private DuckDb(DuckDBConnection database, Path folder) {
    this.database = database;
    this.folder = folder;
  }

  static DuckDb open(PeerSettings settings) throws SQLException {
    Path file = settings.folder().resolve("usage.duckdb");
    var database =
        DriverManager.getConnection("jdbc:duckdb:" + file).unwrap(DuckDBConnection.class);
    try (Statement statement = database.createStatement()) {
      statement.execute("SET memory_limit = '1GiB'");
      statement.execute("SET threads = " + settings.parallelism());
      statement.execute("SET preserve_insertion_order = false");
      statement.execute(
          """
          CREATE TABLE usage (
            event_id UUID, occurred_at TIMESTAMP, account_id VARCHAR, status SMALLINT,
            bytes DECIMAL(18, 3), "offset" BIGINT)""");
      statement.execute("CREATE TABLE progress (topic VARCHAR, part INTEGER, next BIGINT)");
    }
    return new DuckDb(database, settings.folder());
  }

  @Override
  public Connection connect() throws SQLException {
    return database.duplicate();
  }

  @Override
  public TopicLoader.Rows rows() throws SQLException {
    return new DuckDbRows(database.duplicate().unwrap(DuckDBConnection.class));
  }

  @Override
  public String query() {
    return """
        SELECT account_id, strftime(month, '%Y-%m'), quantity, calls
        FROM (
          SELECT account_id, date_trunc('month', occurred_at) AS month, sum(bytes) AS quantity,
            count(*) AS calls
          FROM (
            SELECT DISTINCT ON (event_id) account_id, occurred_at, status, bytes
            FROM usage ORDER BY event_id, "offset") AS first
          WHERE status < 500
          GROUP BY 1, 2) AS figures""";
  }

  @Override
  public long bytes() {
    return Folders.bytes(folder);
  }

  @Override
  public void close() throws SQLException {
    database.close();
  }
}
