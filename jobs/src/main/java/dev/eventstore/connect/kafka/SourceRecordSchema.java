package dev.eventstore.connect.kafka;

import dev.eventstore.connect.ConnectTypes;
import dev.eventstore.connect.WallClock;
import dev.eventstore.decode.BinaryCloudEvents;
import dev.eventstore.event.Position.KafkaPosition;
import dev.eventstore.event.SourceItem;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.event.UnreadableRecord;
import dev.eventstore.text.LineReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.connector.kafka.source.reader.deserializer.KafkaRecordDeserializationSchema;
import org.apache.flink.util.Collector;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Takes a Kafka record as it came; decoding is the next operator's. */
final class SourceRecordSchema implements KafkaRecordDeserializationSchema<SourceItem> {
  private static final long serialVersionUID = 1L;

  private static final byte[] NO_BYTES = {};

  private final WallClock clock;
  private final boolean cloudEvents;

  /**
   * @param cloudEvents whether headers may hold the context of a CloudEvent
   */
  SourceRecordSchema(WallClock clock, boolean cloudEvents) {
    this.clock = clock;
    this.cloudEvents = cloudEvents;
  }

  @Override
  public void deserialize(ConsumerRecord<byte[], byte[]> read, Collector<SourceItem> out) {
    long received = clock.millis();
    // Records of very old producers carry no timestamp; they arrive when they are read.
    long timestamp = read.timestamp() < 0 ? received : read.timestamp();
    Instant arrival = Instant.ofEpochMilli(timestamp);
    KafkaPosition position = new KafkaPosition(read.topic(), read.partition(), read.offset());
    byte[] value = value(read);
    out.collect(
        value.length > SourceRecord.LONGEST
            ? new UnreadableRecord(
                position,
                read.partition(),
                arrival,
                received,
                Arrays.copyOf(value, LineReader.HEAD),
                "the record is longer than " + (SourceRecord.LONGEST >> 20) + " MB; split it")
            : new SourceRecord(
                position,
                read.partition(),
                CompleteHeader.isAmong(read.headers()),
                arrival,
                received,
                null,
                ResubmittedHeader.isAmong(read.headers()),
                value));
  }

  private byte[] value(ConsumerRecord<byte[], byte[]> read) {
    byte[] value = read.value() == null ? NO_BYTES : read.value();
    if (!cloudEvents || CompleteHeader.isAmong(read.headers())) {
      return value;
    }
    Map<String, String> context = new LinkedHashMap<>();
    for (Header header : read.headers()) {
      if (header.value() != null && BinaryCloudEvents.isHeader(header.key())) {
        context.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
      }
    }
    return BinaryCloudEvents.structured(context, value);
  }

  @Override
  public TypeInformation<SourceItem> getProducedType() {
    return ConnectTypes.SOURCE_ITEM;
  }
}
