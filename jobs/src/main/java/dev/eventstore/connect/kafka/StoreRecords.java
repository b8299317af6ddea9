package dev.eventstore.connect.kafka;

import dev.eventstore.connect.OutputRecord;
import dev.eventstore.spec.StoreTopics;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes the Kafka records by which a store feeds others: those of each meter on a topic of its own,
 * all of one event in one partition, and completeness markers in the partition they are for.
 */
record StoreRecords(String store) implements KafkaRecordSerializationSchema<OutputRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      OutputRecord record, KafkaSinkContext context, Long timestamp) {
    String topic = StoreTopics.of(store, record.meter());
    if (record.isMarker()) {
      byte[] noKey = null;
      return new ProducerRecord<>(
          topic, record.partition(), noKey, record.json(), CompleteHeader.ALONE);
    }
    return new ProducerRecord<>(topic, record.key(), record.json());
  }
}
