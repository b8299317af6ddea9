package dev.eventstore.connect;

import java.util.Collection;
import java.util.Map;
import org.apache.flink.connector.kafka.source.enumerator.initializer.OffsetsInitializer;
import org.apache.kafka.clients.consumer.OffsetResetStrategy;
import org.apache.kafka.common.TopicPartition;

/**
 * Starts at the beginning, and fails where the broker has deleted records before they were read.
 * {@link OffsetsInitializer#earliest()} would go on after the gap and say nothing; a store file
 * that accepts the gap says {@code auto.offset.reset: earliest}.
 */
@SuppressWarnings("deprecation") // The connector's interface still uses Kafka's old enum.
final class StartOffsets implements OffsetsInitializer {
  private static final long serialVersionUID = 1L;

  private final OffsetsInitializer earliest = OffsetsInitializer.earliest();

  private StartOffsets() {}

  /**
   * @param reset the client property {@code auto.offset.reset}, or null
   * @throws IllegalArgumentException where the property has another value than Kafka's
   */
  static OffsetsInitializer of(String reset) {
    if (reset == null) {
      return new StartOffsets();
    }
    return switch (reset) {
      case "earliest" -> OffsetsInitializer.earliest();
      case "latest" -> OffsetsInitializer.latest();
      case "none" -> new StartOffsets();
      default ->
          throw new IllegalArgumentException(
              "auto.offset.reset is '" + reset + "'; use earliest, latest or none");
    };
  }

  @Override
  public Map<TopicPartition, Long> getPartitionOffsets(
      Collection<TopicPartition> partitions, PartitionOffsetsRetriever retriever) {
    return earliest.getPartitionOffsets(partitions, retriever);
  }

  @Override
  public OffsetResetStrategy getAutoOffsetResetStrategy() {
    return OffsetResetStrategy.NONE;
  }
}
