package dev.eventstore.connect.kafka;

import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.SourceSpec.TopicPlace;
import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts at the beginning, or where the store file says, and fails where the broker has deleted
 * records before they were read. {@link OffsetsInitializer#earliest()} would go on after the gap
 * and say nothing; a store file that accepts the gap says {@code auto.offset.reset: earliest}.
 */
@SuppressWarnings("deprecation") // The connector's interface still uses Kafka's old enum.
final class StartOffsets implements OffsetsInitializer {
  private static final long serialVersionUID = 1L;

  private final OffsetsInitializer start;
  private final OffsetResetStrategy atGap;

  private StartOffsets(OffsetsInitializer start, OffsetResetStrategy atGap) {
    this.start = start;
    this.atGap = atGap;
  }

  /**
   * @throws IllegalArgumentException where the property {@code auto.offset.reset} has another value
   *     than Kafka's
   */
  static OffsetsInitializer of(KafkaInput input) {
    String reset = input.properties().get("auto.offset.reset");
    OffsetResetStrategy atGap =
        switch (reset == null ? "none" : reset) {
          case "earliest" -> OffsetResetStrategy.EARLIEST;
          case "latest" -> OffsetResetStrategy.LATEST;
          case "none" -> OffsetResetStrategy.NONE;
          default ->
              throw new IllegalArgumentException(
                  "auto.offset.reset is '" + reset + "'; use earliest, latest or none");
        };
    return new StartOffsets(of(start(input)), atGap);
  }

  /** Where reading begins that nothing has been read of yet. */
  static TopicPlace start(KafkaInput input) {
    if (input.start() != null) {
      return input.start();
    }
    return "latest".equals(input.properties().get("auto.offset.reset"))
        ? TopicPlace.LATEST
        : TopicPlace.EARLIEST;
  }

  /** The offsets of a place; after the last record where none is of the time or later. */
  static OffsetsInitializer of(TopicPlace place) {
    if (place.equals(TopicPlace.EARLIEST)) {
      return OffsetsInitializer.earliest();
    }
    return place.equals(TopicPlace.LATEST)
        ? OffsetsInitializer.latest()
        : OffsetsInitializer.timestamp(place.time().toEpochMilli());
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
    return start.getPartitionOffsets(partitions, retriever);
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return atGap;
  }
}
