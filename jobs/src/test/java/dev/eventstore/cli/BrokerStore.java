package dev.eventstore.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventstore.connect.kafka.TopicReader;
import dev.eventstore.connect.kafka.TopicWriter;
import dev.eventstore.connect.kafka.Topics;
import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.local.LocalStore;
import dev.eventstore.local.cluster.ProcessCluster;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A broker, and the store file on it that the command line is called with. */
final class BrokerStore implements AutoCloseable {
  final Path file;
  private final Runnable stop;
  private final String servers;
  private final KafkaProperties properties;

  /**
   * With a broker of its own.
   *
   * @param yaml the store file, with {@code %s} for the broker
   */
  BrokerStore(Path folder, String yaml) throws Exception {
    this(folder, yaml, EmbeddedKafka.start(folder.resolve("kafka"), 0));
  }

  private BrokerStore(Path folder, String yaml, EmbeddedKafka kafka) throws Exception {
    this(folder, yaml, kafka.bootstrapServers(), kafka::close);
  }

  /** On the broker of a cluster, which is left alone. */
  BrokerStore(Path folder, String yaml, ProcessCluster cluster) throws Exception {
    this(folder, yaml, cluster.bootstrapServers(), () -> {});
  }

  private BrokerStore(Path folder, String yaml, String servers, Runnable stop) throws Exception {
    this.stop = stop;
    this.servers = servers;
    properties = KafkaProperties.of(Map.of("bootstrap.servers", servers));
    file = folder.resolve("store.yaml");
    write(yaml);
  }

  /** Changes the store file. */
  void write(String yaml) throws Exception {
    Files.writeString(file, yaml.formatted(servers));
  }

  BrokerStore topic(String topic, int partitions) {
    Topics.create(topic, partitions, properties);
    return this;
  }

  /** The store as its file is now, with its state where the command line looks for it. */
  LocalStore at(int parallelism) throws Exception {
    StoreSpec spec = StoreFiles.read(file);
    LocalStore store = new LocalStore(spec, StoreArgument.defaultFolder(file, spec), parallelism);
    store.check();
    return store;
  }

  void send(String topic, String... records) {
    try (TopicWriter writer = new TopicWriter(topic, properties)) {
      for (String record : records) {
        writer.send(null, utf8(record));
      }
    }
  }

  void sendKeyed(String topic, String key, String record) {
    try (TopicWriter writer = new TopicWriter(topic, properties)) {
      writer.send(utf8(key), utf8(record));
    }
  }

  /** Sends a record that carries a time of its own. */
  void sendAt(String topic, Instant time, String record) throws Exception {
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(
            Map.copyOf(properties.asMap()), new ByteArraySerializer(), new ByteArraySerializer())) {
      producer
          .send(new ProducerRecord<>(topic, null, time.toEpochMilli(), null, utf8(record)))
          .get();
    }
  }

  /** What readers of committed records see now. */
  List<String> records(String topic) {
    List<String> records = new ArrayList<>();
    try (TopicReader reader = new TopicReader(topic, properties)) {
      reader.readToEnd(json -> records.add(text(json)));
    }
    return records;
  }

  /** The same, once there are so many, or when the time is over. */
  List<String> records(String topic, int atLeast, Duration patience) {
    return records(topic, atLeast, patience, 0);
  }

  /**
   * The same, and what comes soon after.
   *
   * @param more how often it is looked for more
   */
  List<String> records(String topic, int atLeast, Duration patience, int more) {
    List<String> records = new ArrayList<>();
    long deadline = System.nanoTime() + patience.toNanos();
    try (TopicReader reader = new TopicReader(topic, properties)) {
      while (records.size() < atLeast && System.nanoTime() < deadline) {
        reader.poll(json -> records.add(text(json)));
      }
      for (int i = 0; i < more; i++) {
        reader.poll(json -> records.add(text(json)));
      }
    }
    return records;
  }

  /** What {@link #records(String, int, Duration)} gives, read. */
  List<JsonNode> json(String topic, int atLeast, Duration patience) {
    return records(topic, atLeast, patience).stream()
        .map(record -> Json.read(utf8(record)))
        .toList();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(byte[] json) {
    return new String(json, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    stop.run();
  }
}
