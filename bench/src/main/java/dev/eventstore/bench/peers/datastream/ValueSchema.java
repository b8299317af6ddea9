package dev.eventstore.bench.peers.datastream;

import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Records without a key and, so that the broker stamps them, without a time. */
record ValueSchema<T>(String topic, ToBytes<T> bytes) implements KafkaRecordSerializationSchema<T> {
  private static final long serialVersionUID = 1L;

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T element, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(topic, bytes.apply(element));
  }
}
