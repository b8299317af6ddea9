package dev.eventstore.store;

import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.snapshot.SavedStates;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A store that reads three topics of two partitions each and publishes to a topic of its own name,
 * in jobs that a test stops and starts. In lines, {@code '} stands for a double quote.
 */
final class KafkaStore {
  static final List<String> SOURCES = List.of("eu", "us", "apac");
  private static final int PARTITIONS = 2;

  /** The partitions of all topics together. */
  static final int PARTS = SOURCES.size() * PARTITIONS;

  private static final Duration TOO_MUCH = Duration.ofMillis(1_500);

  private final EmbeddedKafka kafka;
  private final Path folder;
  private final String output;
  private final Configuration conf = new Configuration();
  private String meters;
  private String fields =
      "id: string, at: timestamp, account: string, bytes: decimal, seq: integer, path: string";
  private String version = "version: seq";
  private String settings = "";
  private final StringBuilder sources = new StringBuilder();
  private final StringBuilder targets = new StringBuilder();
  private String name = "api-usage";
  private JobClient job;
  KafkaEnds ends;

  KafkaStore(EmbeddedKafka kafka, Path folder, String output, String meters) throws Exception {
    this.kafka = kafka;
    this.folder = Files.createDirectories(folder);
    this.output = output;
    this.meters = meters;
    createTopic(kafka, output, 1);
    conf.setString("pipeline.generic-types", "false");
    conf.setString("pipeline.auto-generate-uids", "false");
    conf.setString("pipeline.object-reuse", "true");
    conf.setString("rest.port", "0");
    conf.setString("state.backend.type", "rocksdb");
    conf.setString("execution.checkpointing.incremental", "true");
    conf.setString("execution.checkpointing.interval", "200 ms");
    // One that stands still is a failure to come back from, and no test waits the usual ten
    // minutes.
    conf.setString("execution.checkpointing.timeout", "30 s");
    conf.setString("execution.checkpointing.dir", folder.resolve("checkpoints").toUri().toString());
    conf.setString(
        "execution.checkpointing.externalized-checkpoint-retention", "RETAIN_ON_CANCELLATION");
    conf.setString("execution.checkpointing.unaligned.enabled", "true");
    conf.setString("execution.checkpointing.unaligned.interruptible-timers.enabled", "true");
    conf.setString("restart-strategy.type", "fixed-delay");
    conf.setString("restart-strategy.fixed-delay.attempts", "1000");
    conf.setString("restart-strategy.fixed-delay.delay", "50 ms");
  }

  KafkaStore named(String store) {
    name = store;
    return this;
  }

  /** Adds a source as the store file lists it. */
  KafkaStore source(String yaml) {
    sources.append("  - ").append(yaml).append('\n');
    return this;
  }

  /** Adds a target beside {@code usage} and {@code chaos}, as the store file lists it. */
  KafkaStore target(String yaml) {
    targets.append("  ").append(yaml).append('\n');
    return this;
  }

  /** Adds the three topics. */
  KafkaStore sources() {
    SOURCES.forEach(source -> source("{name: %s, kafka: {topic: %s}}".formatted(source, source)));
    return this;
  }

  /** Puts other fields in the place of those it has. */
  KafkaStore fields(String yaml) {
    fields = yaml;
    return this;
  }

  /** Puts other meters in the place of those it has. */
  KafkaStore meters(String yaml) {
    meters = yaml;
    return this;
  }

  /** Puts other top-level lines in the place of those added before. */
  KafkaStore settings(String yaml) {
    settings = yaml;
    return this;
  }

  /** Lets the latest arrival of an id win. */
  KafkaStore unversioned() {
    version = "";
    return this;
  }

  /** Takes all sources out of the store file. */
  KafkaStore withoutSources() {
    sources.setLength(0);
    return this;
  }

  /** Takes all added targets out of the store file. */
  KafkaStore withoutTargets() {
    targets.setLength(0);
    return this;
  }

  /** Sets an option of Flink. */
  KafkaStore with(String key, String value) {
    conf.setString(key, value);
    return this;
  }

  static void createTopic(EmbeddedKafka kafka, String topic, int partitions) throws Exception {
    createTopic(kafka, topic, partitions, Map.of());
  }

  static void createTopic(
      EmbeddedKafka kafka, String topic, int partitions, Map<String, String> configs)
      throws Exception {
    try (Admin admin = admin(kafka)) {
      NewTopic made = new NewTopic(topic, partitions, (short) 1).configs(configs);
      admin.createTopics(List.of(made)).all().get();
      // A broker may have made a topic and not know it yet.
      while (!admin.listTopics().names().get().contains(topic)) {
        Thread.sleep(20);
      }
    }
  }

  static void grow(EmbeddedKafka kafka, String topic, int partitions) throws Exception {
    try (Admin admin = admin(kafka)) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get();
    }
  }

  private static Admin admin(EmbeddedKafka kafka) {
    return Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()));
  }

  static void send(EmbeddedKafka kafka, String topic, int partition, List<String> lines) {
    Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers());
    try (KafkaProducer<byte[], byte[]> producer =
        new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
      List<Future<RecordMetadata>> sent = new ArrayList<>();
      for (String line : lines) {
        byte[] value = line.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        sent.add(producer.send(new ProducerRecord<>(topic, partition, null, value)));
      }
      for (Future<RecordMetadata> acknowledged : sent) {
        acknowledged.get();
      }
    } catch (InterruptedException | ExecutionException e) {
      throw new IllegalStateException("topic " + topic + " did not take the records", e);
    }
  }

  /** Makes the three topics. */
  static void createTopics(EmbeddedKafka kafka) throws Exception {
    for (String source : SOURCES) {
      createTopic(kafka, source, PARTITIONS);
    }
  }

  /**
   * Sends to one partition of the three topics.
   *
   * @param part which of them, from 0 to {@link #PARTS}
   */
  static void send(EmbeddedKafka kafka, int part, List<String> lines) {
    send(kafka, SOURCES.get(part / PARTITIONS), part % PARTITIONS, lines);
  }

  StoreSpec spec() throws Exception {
    StringBuilder yaml =
        new StringBuilder(
            """
            apiVersion: eventstore/v1
            store: %s
            kafka:
              bootstrap.servers: %s
              partition.discovery.interval.ms: 200
            event:
              id: id
              time: at
              key: account
              %s
              fields: {%s}
            reviseAfter: PT0.2S
            %s
            sources:
            """
                .formatted(name, kafka.bootstrapServers(), version, fields, settings));
    yaml.append(sources);
    yaml.append("meters:\n").append(meters);
    yaml.append("targets:\n  usage: {kafka: {topic: %s}}\n".formatted(output));
    yaml.append("  chaos: {files: {path: chaos}}\n").append(targets);
    return StoreFiles.read(Files.writeString(folder.resolve("store.yaml"), yaml));
  }

  /**
   * @param from a savepoint or checkpoint, or null
   */
  void start(int parallelism, String from) throws Exception {
    StoreSpec spec = spec();
    Configuration started = new Configuration(conf);
    started.addAll(BoundedRuns.settings(spec));
    if (from != null) {
      started.setString("execution.state-recovery.path", from);
    }
    StreamExecutionEnvironment environment =
        StreamExecutionEnvironment.getExecutionEnvironment(started);
    environment.setParallelism(parallelism);
    ends = new KafkaEnds(spec);
    StorePipeline.compose(environment, spec, ends);
    job = environment.executeAsync("store");
  }

  /** Why the job has ended by itself; waits until it has. */
  Throwable failure() throws Exception {
    try {
      job.getJobExecutionResult().get(60, TimeUnit.SECONDS);
      return null;
    } catch (ExecutionException e) {
      return e;
    }
  }

  /** Ends the job as a kill would: without a savepoint. */
  void cancel() throws Exception {
    // Asked for before: the cluster of a job ends with it, and then answers no more.
    var result = job.getJobExecutionResult();
    job.cancel().get(60, TimeUnit.SECONDS);
    try {
      result.get(60, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      // A cancelled job has no result.
    }
  }

  String stopWithSavepoint() throws Exception {
    String path = folder.resolve("savepoints").toUri().toString();
    return job.stopWithSavepoint(false, path, SavepointFormatType.CANONICAL)
        .get(120, TimeUnit.SECONDS);
  }

  /** Takes a savepoint of the job, which runs on; one that comes before its tasks run fails. */
  String savepoint() throws Exception {
    String path = folder.resolve("savepoints").toUri().toString();
    while (true) {
      try {
        return job.triggerSavepoint(path, SavepointFormatType.CANONICAL).get(120, TimeUnit.SECONDS);
      } catch (ExecutionException e) {
        Thread.sleep(100);
      }
    }
  }

  /** The newest completed checkpoint of all jobs so far, or null. */
  String latestCheckpoint() {
    return SavedStates.newest(folder.resolve("checkpoints")).orElse(null);
  }

  /** What a read-committed consumer sees now, in the order of the topic. */
  List<String> publishedNow() {
    return publishedNow(output);
  }

  /** The same of the topic, with one partition, of another target. */
  List<String> publishedNow(String topic) {
    List<String> records = new ArrayList<>();
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer = committed(partition)) {
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        poll(consumer, Duration.ofMillis(200), records);
      }
    }
    return records;
  }

  /** What a read-committed consumer sees once it has seen so many, in order of the text. */
  List<String> published(int atLeast, Duration timeout) {
    List<String> records = new ArrayList<>();
    try (KafkaConsumer<byte[], byte[]> consumer = committed(new TopicPartition(output, 0))) {
      long deadline = System.nanoTime() + timeout.toNanos();
      while (records.size() < atLeast && System.nanoTime() < deadline) {
        poll(consumer, Duration.ofMillis(200), records);
      }
      // What is too much, such as a correction, comes soon after.
      long end = System.nanoTime() + TOO_MUCH.toNanos();
      while (System.nanoTime() < end) {
        poll(consumer, Duration.ofMillis(200), records);
      }
    }
    Collections.sort(records);
    return records;
  }

  private KafkaConsumer<byte[], byte[]> committed(TopicPartition partition) {
    Map<String, Object> config =
        Map.of(
            "bootstrap.servers", kafka.bootstrapServers(),
            "isolation.level", "read_committed",
            "auto.offset.reset", "earliest");
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.assign(List.of(partition));
    consumer.seekToBeginning(List.of(partition));
    return consumer;
  }

  private static void poll(
      KafkaConsumer<byte[], byte[]> consumer, Duration wait, List<String> records) {
    consumer
        .poll(wait)
        .forEach(read -> records.add(new String(read.value(), StandardCharsets.UTF_8)));
  }
}
