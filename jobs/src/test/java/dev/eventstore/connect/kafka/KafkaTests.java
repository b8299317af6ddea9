package dev.eventstore.connect.kafka;

import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the tests of connectors do with a broker. */
public final class KafkaTests {
  private KafkaTests() {}

  public static Map<String, String> properties(EmbeddedKafka kafka) {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  public static KafkaInput input(EmbeddedKafka kafka, String topic) {
    return new KafkaInput(topic, KafkaProperties.of(properties(kafka)));
  }

  public static void createTopic(EmbeddedKafka kafka, String topic, int partitions)
      throws Exception {
    createTopic(kafka, topic, partitions, Map.of());
  }

  public static void createTopic(
      EmbeddedKafka kafka, String topic, int partitions, Map<String, String> configs)
      throws Exception {
    try (Admin admin = Admin.create(Map.copyOf(properties(kafka)))) {
      NewTopic made = new NewTopic(topic, partitions, (short) 1).configs(configs);
      admin.createTopics(List.of(made)).all().get();
    }
  }

  public static void growTopic(EmbeddedKafka kafka, String topic, int partitions) throws Exception {
    try (Admin admin = Admin.create(Map.copyOf(properties(kafka)))) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get();
    }
  }

  public static void send(EmbeddedKafka kafka, String topic, int partition, String... values) {
    try (KafkaProducer<byte[], byte[]> producer = producer(kafka, Map.of())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(topic, partition, null, value.getBytes()));
      }
    }
  }

  /** What readers of committed records find in partition 0 now. */
  public static List<ConsumerRecord<byte[], byte[]>> committed(EmbeddedKafka kafka, String topic) {
    Map<String, Object> config = new java.util.HashMap<>(properties(kafka));
    config.put("isolation.level", "read_committed");
    List<ConsumerRecord<byte[], byte[]>> read = new ArrayList<>();
    TopicPartition partition = new TopicPartition(topic, 0);
    try (KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
      consumer.assign(List.of(partition));
      consumer.seekToBeginning(List.of(partition));
      long end = consumer.endOffsets(List.of(partition)).get(partition);
      while (consumer.position(partition) < end) {
        consumer.poll(Duration.ofMillis(100)).forEach(read::add);
      }
    }
    return read;
  }

  public static KafkaProducer<byte[], byte[]> transactional(EmbeddedKafka kafka, String id) {
    KafkaProducer<byte[], byte[]> producer = producer(kafka, Map.of("transactional.id", id));
    producer.initTransactions();
    return producer;
  }

  public static KafkaProducer<byte[], byte[]> producer(
      EmbeddedKafka kafka, Map<String, Object> more) {
    Map<String, Object> config = new java.util.HashMap<>(more);
    config.putAll(properties(kafka));
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
