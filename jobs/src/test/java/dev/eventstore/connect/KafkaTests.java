package dev.eventstore.connect;

import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the tests of connectors do with a broker. */
final class KafkaTests {
  private KafkaTests() {}

  static Map<String, String> properties(EmbeddedKafka kafka) {
    return Map.of("bootstrap.servers", kafka.bootstrapServers());
  }

  static KafkaInput input(EmbeddedKafka kafka, String topic) {
    return new KafkaInput(topic, KafkaProperties.of(properties(kafka)));
  }

  static void createTopic(EmbeddedKafka kafka, String topic, int partitions) throws Exception {
    try (Admin admin = Admin.create(Map.copyOf(properties(kafka)))) {
      admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1))).all().get();
    }
  }

  static void growTopic(EmbeddedKafka kafka, String topic, int partitions) throws Exception {
    try (Admin admin = Admin.create(Map.copyOf(properties(kafka)))) {
      admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all().get();
    }
  }

  static void send(EmbeddedKafka kafka, String topic, int partition, String... values) {
    try (KafkaProducer<byte[], byte[]> producer = producer(kafka, Map.of())) {
      for (String value : values) {
        producer.send(new ProducerRecord<>(topic, partition, null, value.getBytes()));
      }
    }
  }

  static KafkaProducer<byte[], byte[]> transactional(EmbeddedKafka kafka, String id) {
    KafkaProducer<byte[], byte[]> producer = producer(kafka, Map.of("transactional.id", id));
    producer.initTransactions();
    return producer;
  }

  private static KafkaProducer<byte[], byte[]> producer(
      EmbeddedKafka kafka, Map<String, Object> more) {
    Map<String, Object> config = new java.util.HashMap<>(more);
    config.putAll(properties(kafka));
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }
}
