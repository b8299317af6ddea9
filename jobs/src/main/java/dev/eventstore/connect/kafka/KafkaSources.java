package dev.eventstore.connect.kafka;

import dev.eventstore.connect.AnnouncingSource;
import dev.eventstore.connect.ConnectException;
import dev.eventstore.connect.WallClock;
import dev.eventstore.event.SourceItem;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.CloudEvents;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.connector.kafka.source.KafkaSource;
import org.apache.flink.connector.kafka.source.KafkaSourceBuilder;
import org.apache.flink.connector.kafka.source.split.KafkaPartitionSplit;
import org.apache.kafka.clients.admin.Admin;

/**
 * Sources that read a Kafka topic: for ever, finding partitions as they are added, or until a place
 * in it.
 */
public final class KafkaSources {
  private static final Map<String, String> DEFAULTS =
      Map.of(
          "isolation.level", "read_committed",
          "partition.discovery.interval.ms", "10000");

  private KafkaSources() {}

  /**
   * Reads a topic from where the source starts, committed records only. Client properties of the
   * store file win over these defaults.
   *
   * @param spec a source whose input is Kafka
   * @param groupId the consumer group whose offsets show operators how far reading is; the truth is
   *     in the checkpoints
   * @throws IllegalArgumentException where the store file gives no cluster
   */
  public static Source<SourceItem, ?, ?> create(SourceSpec spec, String groupId, WallClock clock) {
    KafkaInput input = (KafkaInput) spec.input();
    Properties properties = new Properties();
    properties.putAll(DEFAULTS);
    properties.setProperty("group.id", groupId);
    properties.putAll(input.properties().asMap());
    nameClients(properties);
    KafkaSourceBuilder<SourceItem> source =
        KafkaSource.<SourceItem>builder()
            .setTopics(input.topic())
            .setBootstrapServers(KafkaClients.bootstrapServers(input.topic(), input.properties()))
            .setStartingOffsets(StartOffsets.of(input))
            .setDeserializer(new SourceRecordSchema(clock, spec.format() instanceof CloudEvents))
            .setProperties(properties);
    if (input.until() != null) {
      source.setBounded(StartOffsets.of(input.until()));
    }
    return new AnnouncingSource<>(source.build(), KafkaPartitionSplit::getPartition);
  }

  /** The connector numbers its clients, by another property; brokers have quotas by their names. */
  private static void nameClients(Properties properties) {
    String name = properties.getProperty("client.id");
    if (name != null) {
      properties.putIfAbsent("client.id.prefix", name);
    }
  }

  /**
   * How many subtasks read a topic: never more than it has partitions, because a subtask without
   * one can promise nothing and would hold the store.
   */
  public static int parallelism(KafkaInput input, int requested) {
    return Math.min(requested, partitions(input));
  }

  /**
   * How many partitions a topic has now.
   *
   * @throws ConnectException with one sentence that names the topic, the cluster and the remedy
   */
  public static int partitions(KafkaInput input) {
    try (Admin admin = KafkaClients.admin(input.topic(), input.properties())) {
      return partitions(admin, input.topic());
    } catch (ExecutionException e) {
      throw KafkaFailures.of(input.topic(), input.properties(), e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException(
          "looking up topic '" + input.topic() + "' was interrupted; run again", e);
    }
  }

  static int partitions(Admin admin, String topic) throws ExecutionException, InterruptedException {
    return admin
        .describeTopics(List.of(topic))
        .allTopicNames()
        .get()
        .get(topic)
        .partitions()
        .size();
  }
}
