package dev.eventstore.connect.kafka;

import dev.eventstore.connect.ToBytes;
import org.apache.flink.connector.kafka.sink.KafkaRecordSerializationSchema;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Makes Kafka records without headers. The broker or the producer stamps them, because the time of
 * a stream element is not kept up to here.
 */
public final class KafkaRecords<T> implements KafkaRecordSerializationSchema<T> {
  private static final long serialVersionUID = 1L;

  private final String topic;
  private final ToBytes<T> key;
  private final ToBytes<T> value;

  public KafkaRecords(String topic, ToBytes<T> key, ToBytes<T> value) {
    this.topic = topic;
    this.key = key;
    this.value = value;
  }

  @Override
  public ProducerRecord<byte[], byte[]> serialize(
      T element, KafkaSinkContext context, Long timestamp) {
    return new ProducerRecord<>(topic, key.of(element), value.of(element));
  }
}
