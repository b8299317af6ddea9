package dev.eventstore.connect;

import dev.eventstore.event.Position.KafkaPosition;
import dev.eventstore.event.SourceItem;
import dev.eventstore.event.SourceRecord;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Takes a Kafka record as it came; decoding is the next operator's. */
final class SourceRecordSchema implements KafkaRecordDeserializationSchema<SourceItem> {
  private static final long serialVersionUID = 1L;

  private static final byte[] NO_BYTES = {};

  private final WallClock clock;

  SourceRecordSchema(WallClock clock) {
    this.clock = clock;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> read, Collector<SourceItem> out) {
    long received = clock.millis();
    // Records of very old producers carry no timestamp; they arrive when they are read.
    long timestamp = read.timestamp() < 0 ? received : read.timestamp();
    out.collect(
        new SourceRecord(
            new KafkaPosition(read.topic(), read.partition(), read.offset()),
            read.partition(),
            CompleteHeader.isAmong(read.headers()),
            Instant.ofEpochMilli(timestamp),
            received,
            read.value() == null ? NO_BYTES : read.value()));
  }

  @Override
  public TypeInformation<SourceItem> getProducedType() {
    return ConnectTypes.SOURCE_ITEM;
  }
}
