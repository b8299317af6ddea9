package dev.eventstore.connect.kafka;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.spec.KafkaProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Makes topics, on the brokers that the demo and {@code up} start. */
public final class Topics {
  private static final Duration KNOWN_WITHIN = Duration.ofSeconds(15);
  private static final long AGAIN_MILLIS = 50;

  private Topics() {}

  /**
   * Makes a topic where there is none of the name.
   *
   * @throws ConnectException where the broker does not
   */
  public static void create(String topic, int partitions, KafkaProperties properties) {
    create(topic, partitions, Map.of(), properties);
  }

  /** The same for a topic that keeps the last record of each key. */
  public static void createCompacted(String topic, int partitions, KafkaProperties properties) {
    create(topic, partitions, Map.of("cleanup.policy", "compact"), properties);
  }

  /** The same with configurations of the topic. */
  public static void create(
      String topic, int partitions, Map<String, String> configs, KafkaProperties properties) {
    try (Admin admin = KafkaClients.admin(topic, properties)) {
      NewTopic made =
          new NewTopic(topic, Optional.of(partitions), Optional.empty()).configs(configs);
      admin.createTopics(List.of(made)).all().get();
      awaitLeaders(admin, topic, partitions);
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw KafkaFailures.of(topic, properties, e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("making topic '" + topic + "' was interrupted; run again", e);
    }
  }

  /**
   * A broker names itself the leader of a new partition a moment before it takes records. A writer
   * whose first batch is turned away in that moment, and whose second is taken, has lost its order
   * and can never write the first. Offsets are told only by one that takes records; until then the
   * client asks again. That the topic is not known yet it takes for an answer, so we ask again.
   */
  private static void awaitLeaders(Admin admin, String topic, int partitions)
      throws ExecutionException, InterruptedException {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      ends.put(new TopicPartition(topic, partition), OffsetSpec.latest());
    }
    long deadline = System.nanoTime() + KNOWN_WITHIN.toNanos();
    while (true) {
      try {
        admin.listOffsets(ends).all().get();
        return;
      } catch (ExecutionException e) {
        if (!(e.getCause() instanceof UnknownTopicOrPartitionException)
            || System.nanoTime() > deadline) {
          throw e;
        }
        Thread.sleep(AGAIN_MILLIS);
      }
    }
  }
}
