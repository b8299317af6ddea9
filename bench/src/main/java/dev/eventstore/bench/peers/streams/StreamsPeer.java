package dev.eventstore.bench.peers.streams;

import dev.eventstore.bench.peers.Folders;
import dev.eventstore.bench.peers.Peer;
import dev.eventstore.bench.peers.PeerSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;

/**
 * The Kafka Streams application.
 *
 * <p>Tuned: commits every 10 seconds instead of the 100 ms that exactly-once has by default, with a
 * cache of 128 MiB, so that of an account's changes in between the last alone goes on; RocksDB with
 * one bounded cache and bloom filters; larger batches of producers and buffers of consumers.
 */
public final class StreamsPeer implements Peer {
  private static final long CACHE = 128L << 20;

  private final KafkaStreams streams;
  private final Path folder;

  private StreamsPeer(KafkaStreams streams, Path folder) {
    this.streams = streams;
    this.folder = folder;
  }

  public static Peer start(PeerSettings settings) {
    KafkaStreams streams = new KafkaStreams(UsageTopology.of(settings), properties(settings));
    // A peer that fails must not look like a slow one.
    streams.setUncaughtExceptionHandler(
        failure -> {
          failure.printStackTrace();
          return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
    streams.start();
    return new StreamsPeer(streams, settings.folder());
  }

  private static Properties properties(PeerSettings settings) {
    Properties properties = new Properties();
    properties.put(StreamsConfig.APPLICATION_ID_CONFIG, settings.output() + "-streams");
    properties.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, settings.servers());
    properties.put(StreamsConfig.STATE_DIR_CONFIG, settings.folder().toString());
    properties.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
    properties.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
    properties.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, settings.parallelism());
    properties.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, PeerSettings.COMMIT_EVERY.toMillis());
    properties.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, CACHE);
    properties.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, BoundedRocksDb.class);
    properties.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 5_000);
    properties.put(
        StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
    properties.put(StreamsConfig.consumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 5_000);
    properties.put(
        StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 900_000);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 128 << 10);
    properties.put(StreamsConfig.producerPrefix(ProducerConfig.BUFFER_MEMORY_CONFIG), 64L << 20);
    return properties;
  }

  @Override
  public long taken() {
    return FirstOfId.TAKEN.sum();
  }

  /** On this disk; the changelogs on the broker are as much again, and more until compacted. */
  @Override
  public long stateBytes() throws IOException {
    return Folders.bytes(folder);
  }

  @Override
  public void close() {
    streams.close();
  }
}
