package dev.eventstore.bench.peers.database;

import dev.eventstore.bench.peers.Figure;
import dev.eventstore.bench.peers.Peer;
import dev.eventstore.bench.peers.PeerSettings;
import java.io.IOException;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A database that events are loaded into while they come, and that is asked for the figures when
 * the month is complete. They are written to Kafka in one transaction.
 */
public final class DatabasePeer implements Peer {
  private static final int FETCHED = 10_000;

  private final Database database;
  private final TopicLoader loader;
  private final PeerSettings settings;
  private final Thread closing;

  /** What is particular to one. */
  interface Database extends AutoCloseable {
    TopicLoader.Rows rows() throws SQLException;

    Connection connect() throws SQLException;

    /** Gives account, month such as {@code 2026-03}, sum of bytes and count of events. */
    String query();

    /** Of all its files. */
    long bytes() throws SQLException;

    /** Ids of the processes that do its work beside this one. */
    default List<Long> others() throws IOException {
      return List.of();
    }

    @Override
    void close() throws IOException, SQLException;
  }

  private DatabasePeer(Database database, PeerSettings settings) {
    this.database = database;
    this.settings = settings;
    this.loader = new TopicLoader(settings, database::rows);
    this.closing = new Thread(this::publish, "month-end");
    closing.setDaemon(true);
    closing.start();
  }

  public static Peer postgres(PeerSettings settings) throws Exception {
    return new DatabasePeer(Postgres.start(settings), settings);
  }

  public static Peer duckDb(PeerSettings settings) throws Exception {
    return new DatabasePeer(DuckDb.open(settings), settings);
  }

  private void publish() {
    try {
      loader.awaitComplete();
      try (KafkaProducer<byte[], byte[]> producer = producer();
          Connection connection = database.connect()) {
        producer.initTransactions();
        producer.beginTransaction();
        send(connection, producer);
        producer.commitTransaction();
      }
    } catch (InterruptedException | SQLException e) {
      e.printStackTrace();
    }
  }

  private void send(Connection connection, KafkaProducer<byte[], byte[]> producer)
      throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(FETCHED);
      try (ResultSet figures = statement.executeQuery(database.query())) {
        while (figures.next()) {
          BigDecimal quantity = figures.getBigDecimal(3);
          var figure =
              new Figure(figures.getString(1), figures.getString(2), quantity, figures.getLong(4));
          producer.send(new ProducerRecord<>(settings.output(), figure.toJson()));
        }
      }
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    return new KafkaProducer<>(
        Map.of(
            "bootstrap.servers", settings.servers(),
            "transactional.id", settings.output(),
            "linger.ms", "20"),
        new ByteArraySerializer(),
        new ByteArraySerializer());
  }

  @Override
  public long taken() {
    return loader.taken();
  }

  @Override
  public long stateBytes() {
    try {
      return database.bytes();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public List<Long> others() throws IOException {
    return database.others();
  }

  @Override
  public void close() throws IOException {
    loader.close();
    closing.interrupt();
    try {
      database.close();
    } catch (SQLException e) {
      throw new IOException(e);
    }
  }
}
