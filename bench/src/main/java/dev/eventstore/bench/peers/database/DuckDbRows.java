package dev.eventstore.bench.peers.database;

import dev.eventstore.bench.peers.Usage;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.common.TopicPartition;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

/** Rows by an appender. */
final class DuckDbRows implements TopicLoader.Rows {
  private final DuckDBConnection connection;
  private DuckDBAppender appender;

  DuckDbRows(DuckDBConnection connection) throws SQLException {
    this.connection = connection;
    connection.setAutoCommit(false);
  }

  /** Row groups are of this many; a transaction of fewer leaves smaller ones. */
  @Override
  public int most() {
    return 122_880 * 4;
  }

  @Override
  public void add(Usage usage, TopicPartition partition, long offset) throws SQLException {
    if (appender == null) {
      appender = connection.createAppender("main", "usage");
    }
    appender
        .beginRow()
        .append(UUID.fromString(usage.id))
        .appendEpochMicros(usage.micros)
        .append(usage.account)
        .append((short) usage.status)
        .append(usage.bytes)
        .append(offset)
        .endRow();
  }

  @Override
  public void commit(Map<TopicPartition, Long> next) throws SQLException {
    if (appender != null) {
      appender.close();
      appender = null;
      progress(next);
      connection.commit();
    }
  }

  /** The highest of each partition counts; rows are only added, so that writers do not collide. */
  private void progress(Map<TopicPartition, Long> next) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("INSERT INTO progress VALUES (?, ?, ?)")) {
      for (Map.Entry<TopicPartition, Long> entry : next.entrySet()) {
        statement.setString(1, entry.getKey().topic());
        statement.setInt(2, entry.getKey().partition());
        statement.setLong(3, entry.getValue());
        statement.execute();
      }
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
