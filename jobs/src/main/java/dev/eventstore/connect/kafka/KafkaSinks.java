package dev.eventstore.connect.kafka;

import dev.eventstore.spec.KafkaProperties;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.flink.connector.kafka.sink.KafkaSinkBuilder;

/** Sinks that write a Kafka topic. */
public final class KafkaSinks {
  private KafkaSinks() {}

  /**
   * Readers of committed records see each record once, after the checkpoint that holds it.
   *
   * @param transactions the beginning of the ids of its transactions; no other job on the cluster
   *     may use it, or each would abort the other's
   */
  public static <T> Sink<T> exactlyOnce(
      String topic,
      KafkaProperties properties,
      String transactions,
      KafkaRecordSerializationSchema<T> records) {
    return new CheckedKafkaSink<>(
        builder(topic, properties, ProducerSettings.exactlyOnce(properties), records)
            .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
            .setTransactionalIdPrefix(transactions)
            .build(),
        new TransactionFates(topic, properties));
  }

  /** Records are seen at once, and again after a failure. */
  public static <T> Sink<T> atLeastOnce(
      String topic, KafkaProperties properties, KafkaRecordSerializationSchema<T> records) {
    return builder(topic, properties, ProducerSettings.atLeastOnce(properties), records)
        .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
        .build();
  }

  private static <T> KafkaSinkBuilder<T> builder(
      String topic,
      KafkaProperties properties,
      Properties settings,
      KafkaRecordSerializationSchema<T> records) {
    return KafkaSink.<T>builder()
        .setKafkaProducerConfig(settings)
        .setBootstrapServers(KafkaClients.bootstrapServers(topic, properties))
        .setRecordSerializer(records);
  }
}
