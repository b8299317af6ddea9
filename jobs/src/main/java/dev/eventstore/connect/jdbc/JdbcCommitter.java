package dev.eventstore.connect.jdbc;

import dev.eventstore.output.SqlTable;
import dev.eventstore.state.Wire;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Collection;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.InflaterInputStream;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.core.memory.DataInputViewStreamWrapper;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes the batches of a checkpoint that is done. While the database is away it waits and tries
 * again, and the job with it; then it fails, and the job goes on from that checkpoint, with these
 * batches, as its restart strategy says. Rows are written in the order of their ids, so that those
 * who write one table do not wait for each other in a circle.
 */
final class JdbcCommitter implements Committer<JdbcBatch> {
  private static final Logger LOG = LoggerFactory.getLogger(JdbcCommitter.class);
  private static final int ATTEMPTS = 8;
  private static final long FIRST_PAUSE_MILLIS = 100;

  private final SqlTable table;
  private final Database database;
  private Connection connection;

  JdbcCommitter(SqlTable table, Database database) {
    this.table = table;
    this.database = database;
  }

  @Override
  public void commit(Collection<CommitRequest<JdbcBatch>> requests)
      throws IOException, InterruptedException {
    for (CommitRequest<JdbcBatch> request : requests) {
      write(request.getCommittable());
    }
  }

  void write(JdbcBatch batch) throws IOException, InterruptedException {
    Collection<JdbcRow> rows = rows(table, batch);
    long pause = FIRST_PAUSE_MILLIS;
    for (int attempt = 1; ; attempt++) {
      try {
        upsert(rows);
        return;
      } catch (SQLException e) {
        disconnect();
        if (!Database.isTransient(e) || attempt == ATTEMPTS) {
          throw database.failed(e);
        }
        LOG.warn("{}; this tries again", database.sentence(e));
        Thread.sleep(pause);
        pause *= 2;
      }
    }
  }

  /** Of each id the highest revision, by id. */
  static Collection<JdbcRow> rows(SqlTable table, JdbcBatch batch) throws IOException {
    SortedMap<String, JdbcRow> rows = new TreeMap<>();
    try (PushbackInputStream in =
        new PushbackInputStream(new InflaterInputStream(new ByteArrayInputStream(batch.bytes())))) {
      DataInputViewStreamWrapper records = new DataInputViewStreamWrapper(in);
      for (int next = in.read(); next >= 0; next = in.read()) {
        in.unread(next);
        JdbcRow row = JdbcRow.of(table, Wire.bytes(records), Wire.bytes(records));
        rows.merge(row.id(), row, JdbcRow::orHigher);
      }
    }
    return rows.values();
  }

  private void upsert(Collection<JdbcRow> rows) throws SQLException {
    if (connection == null) {
      connection = database.connect();
      connection.setAutoCommit(false);
    }
    try (PreparedStatement upsert = connection.prepareStatement(table.upsert())) {
      for (JdbcRow row : rows) {
        for (int i = 0; i < row.cells().length; i++) {
          // The database takes the text as what its column is.
          upsert.setObject(i + 1, row.cells()[i], Types.OTHER);
        }
        upsert.addBatch();
      }
      upsert.executeBatch();
    }
    connection.commit();
  }

  private void disconnect() {
    try {
      if (connection != null) {
        connection.close();
      }
    } catch (SQLException e) {
      LOG.debug("closing a connection failed: {}", e.getSQLState());
    }
    connection = null;
  }

  @Override
  public void close() {
    disconnect();
  }
}
