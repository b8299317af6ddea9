package dev.eventstore.connect.kafka;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.StoreSpec;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far a store is behind a topic, as the offsets tell that it commits with each checkpoint. */
public final class SourceLag {
  private static final String GROUP = "group.id";

  private SourceLag() {}

  /** The consumer group of a store's source; a group in the store file wins. */
  public static String group(StoreSpec spec, KafkaInput input) {
    return input.properties().asMap().getOrDefault(GROUP, "event-store-" + spec.name());
  }

  /**
   * How many offsets there are between the last checkpoint and the ends of the partitions, markers
   * and those of transactions included. None where the broker does not tell, such as for lack of
   * the right to describe the group.
   */
  public static OptionalLong records(StoreSpec spec, KafkaInput input) {
    try (Admin admin = KafkaClients.admin(input.topic(), input.properties())) {
      Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
      Map<TopicPartition, OffsetSpec> earliest = new HashMap<>();
      int partitions = KafkaSources.partitions(admin, input.topic());
      for (int partition = 0; partition < partitions; partition++) {
        TopicPartition at = new TopicPartition(input.topic(), partition);
        latest.put(at, OffsetSpec.latest());
        earliest.put(at, OffsetSpec.earliest());
      }
      Map<TopicPartition, OffsetAndMetadata> read =
          admin.listConsumerGroupOffsets(group(spec, input)).partitionsToOffsetAndMetadata().get();
      Map<TopicPartition, ListOffsetsResultInfo> starts = admin.listOffsets(earliest).all().get();
      long unread = 0;
      for (Map.Entry<TopicPartition, ListOffsetsResultInfo> end :
          admin.listOffsets(latest).all().get().entrySet()) {
        OffsetAndMetadata committed = read.get(end.getKey());
        long start = starts.get(end.getKey()).offset();
        long from = committed == null ? start : Math.max(start, committed.offset());
        unread += Math.max(0, end.getValue().offset() - from);
      }
      return OptionalLong.of(unread);
    } catch (ExecutionException | ConnectException e) {
      return OptionalLong.empty();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return OptionalLong.empty();
    }
  }
}
