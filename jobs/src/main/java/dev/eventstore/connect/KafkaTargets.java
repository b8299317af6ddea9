package dev.eventstore.connect;

import dev.eventstore.spec.TargetSpec.KafkaOutput;
import java.util.Map;
import java.util.Properties;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.flink.connector.kafka.sink.KafkaSink;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Targets that are Kafka topics, exactly once. */
final class KafkaTargets {
  /** Below the broker's usual most of 15 minutes, above the outages a job survives. */
  private static final Map<String, String> DEFAULTS =
      Map.of("transaction.timeout.ms", "840000", "linger.ms", "5");

  private KafkaTargets() {}

  static Sink<OutputRecord> create(String transactionalIdPrefix, KafkaOutput output) {
    Properties properties = new Properties();
    properties.putAll(DEFAULTS);
    properties.putAll(output.properties().asMap());
    String topic = output.topic();
    KafkaRecordSerializationSchema<OutputRecord> schema =
        (record, context, timestamp) -> new ProducerRecord<>(topic, record.key(), record.json());
    return KafkaSink.<OutputRecord>builder()
        .setBootstrapServers(KafkaClients.bootstrapServers(topic, output.properties()))
        .setKafkaProducerConfig(properties)
        .setRecordSerializer(schema)
        .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
        .setTransactionalIdPrefix(transactionalIdPrefix)
        .build();
  }
}
