package dev.eventstore.bench.peers.database;

import dev.eventstore.bench.peers.PeerSettings;
import dev.eventstore.bench.peers.Usage;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads the topics into a database, each thread a part of the partitions and by a connection of its
 * own. Where it has read to is committed with the rows, so that each record is loaded exactly once.
 */
final class TopicLoader implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(100);

  private final PeerSettings settings;
  private final AtomicLong taken = new AtomicLong();
  private final CountDownLatch markers;
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean stopped;

  /** Rows into a database, from one thread. */
  interface Rows extends AutoCloseable {
    @Override
    void close() throws SQLException;

    void add(Usage usage, TopicPartition partition, long offset) throws Exception;

    /**
     * @param next offsets that loading would go on from
     */
    void commit(Map<TopicPartition, Long> next) throws Exception;

    /** At how many rows a commit is due, however little time has passed. */
    int most();
  }

  /** Opens a connection. */
  @FunctionalInterface
  interface Connecting {
    Rows connect() throws Exception;
  }

  TopicLoader(PeerSettings settings, Connecting rows) {
    this.settings = settings;
    this.markers = new CountDownLatch(settings.markers());
    for (int thread = 0; thread < settings.parallelism(); thread++) {
      int number = thread;
      threads.add(new Thread(() -> run(number, rows), "loader-" + thread));
    }
    threads.forEach(Thread::start);
  }

  private void run(int number, Connecting connecting) {
    try (var consumer =
            new KafkaConsumer<>(
                Map.of(
                    "bootstrap.servers", settings.servers(),
                    "enable.auto.commit", "false",
                    "max.poll.records", "5000"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        Rows rows = connecting.connect()) {
      consumer.assign(partitions(number));
      consumer.seekToBeginning(consumer.assignment());
      new Loading(consumer, rows).run();
    } catch (Exception e) {
      e.printStackTrace();
      failure.compareAndSet(null, e);
    }
  }

  private List<TopicPartition> partitions(int number) {
    List<TopicPartition> mine = new ArrayList<>();
    for (String topic : settings.topics()) {
      for (int partition = 0; partition < PeerSettings.PARTITIONS; partition++) {
        if (partition % settings.parallelism() == number) {
          mine.add(new TopicPartition(topic, partition));
        }
      }
    }
    return mine;
  }

  /** What one thread does. */
  private final class Loading {
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Rows rows;
    private long due = System.nanoTime() + PeerSettings.COMMIT_EVERY.toNanos();
    private int pending;
    private int promised;

    private Loading(KafkaConsumer<byte[], byte[]> consumer, Rows rows) {
      this.consumer = consumer;
      this.rows = rows;
    }

    private void run() throws Exception {
      while (!stopped) {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
          take(record);
        }
        if (pending >= rows.most() || promised > 0 || System.nanoTime() > due) {
          commit();
        }
      }
    }

    private void take(ConsumerRecord<byte[], byte[]> record) throws Exception {
      Usage usage = Usage.parse(record.value());
      if (usage.isMarker()) {
        promised++;
        return;
      }
      rows.add(usage, new TopicPartition(record.topic(), record.partition()), record.offset());
      pending++;
      taken.incrementAndGet();
    }

    /** Promises count once what came before them is committed. */
    private void commit() throws Exception {
      Map<TopicPartition, Long> next = new HashMap<>();
      for (TopicPartition partition : consumer.assignment()) {
        next.put(partition, consumer.position(partition));
      }
      rows.commit(next);
      for (; promised > 0; promised--) {
        markers.countDown();
      }
      pending = 0;
      due = System.nanoTime() + PeerSettings.COMMIT_EVERY.toNanos();
    }
  }

  long taken() {
    if (failure.get() != null) {
      throw new IllegalStateException("loading failed", failure.get());
    }
    return taken.get();
  }

  /** Returns once every partition has said that its month is complete. */
  void awaitComplete() throws InterruptedException {
    markers.await();
  }

  @Override
  public void close() {
    stopped = true;
    try {
      for (Thread thread : threads) {
        thread.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
