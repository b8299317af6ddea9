package dev.eventstore.bench.peers.database;

import dev.eventstore.bench.peers.Usage;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Rows by COPY. Of one id the first is kept; the order of arrival decides within a batch. */
final class PostgresRows implements TopicLoader.Rows {
  private static final int MOST = 50_000;
  private static final int ROW_CHARACTERS = 120;

  private final Connection connection;
  private final CopyManager copy;
  private final StringBuilder rows = new StringBuilder(MOST * ROW_CHARACTERS);
  private int count;

  PostgresRows(Connection connection) throws SQLException {
    this.connection = connection;
    this.copy = connection.unwrap(PGConnection.class).getCopyAPI();
    connection.setAutoCommit(false);
    execute(
        """
        CREATE TEMPORARY TABLE arrived (
          nth int, event_id uuid, occurred_at timestamptz, account_id text, status smallint,
          bytes numeric) ON COMMIT DELETE ROWS""");
    connection.commit();
  }

  @Override
  public int most() {
    return MOST;
  }

  @Override
  public void add(Usage usage, TopicPartition partition, long offset) {
    rows.append(count++).append('\t').append(usage.id).append('\t');
    rows.append(Instant.ofEpochSecond(0, usage.micros * 1_000)).append('\t');
    rows.append(usage.account).append('\t').append(usage.status).append('\t');
    rows.append(usage.bytes.toPlainString()).append('\n');
  }

  @Override
  public void commit(Map<TopicPartition, Long> next) throws SQLException, IOException {
    if (count > 0) {
      copy.copyIn("COPY arrived FROM STDIN", new StringReader(rows.toString()));
      execute(
          """
          INSERT INTO usage
          SELECT event_id, occurred_at, account_id, status, bytes
          FROM arrived ORDER BY event_id, nth
          ON CONFLICT (event_id) DO NOTHING""");
      progress(next);
      connection.commit();
      rows.setLength(0);
      count = 0;
    }
  }

  private void progress(Map<TopicPartition, Long> next) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            """
            INSERT INTO progress VALUES (?, ?, ?)
            ON CONFLICT (topic, part) DO UPDATE SET next = excluded.next""")) {
      for (Map.Entry<TopicPartition, Long> entry : next.entrySet()) {
        statement.setString(1, entry.getKey().topic());
        statement.setInt(2, entry.getKey().partition());
        statement.setLong(3, entry.getValue());
        statement.addBatch();
      }
      statement.executeBatch();
    }
  }

  private void execute(String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  @Override
  public void close() throws SQLException {
    connection.close();
  }
}
