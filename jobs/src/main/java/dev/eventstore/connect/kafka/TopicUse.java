package dev.eventstore.connect.kafka;

import dev.eventstore.spec.ChannelSpec;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.MeterSpec;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.StoreTopics;
import dev.eventstore.spec.TableSpec;
import dev.eventstore.spec.TableSpec.TableInTopic;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.TargetSpec.KafkaOutput;
import dev.eventstore.spec.TargetSpec.StoreOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;

/**
 * A topic and what a store does with it.
 *
 * @param rights what its user must be allowed
 * @param created the topic's configuration where it is made when it is missing, or null where that
 *     is the operator's to do
 * @param partitions how many it is made with
 */
public record TopicUse(
    String topic,
    KafkaProperties properties,
    Set<AclOperation> rights,
    Map<String, String> created,
    int partitions) {
  private static final Set<AclOperation> READ = Set.of(AclOperation.READ);
  private static final Set<AclOperation> WRITE = Set.of(AclOperation.WRITE);
  private static final Map<String, String> KEEPS_THE_LAST = Map.of("cleanup.policy", "compact");

  /** Feeding stores finds its topics by itself: the next one reads them by as many subtasks. */
  private static final int FEED_PARTITIONS = 4;

  public static List<TopicUse> of(StoreSpec spec) {
    List<TopicUse> uses = new ArrayList<>();
    for (SourceSpec source : spec.sources()) {
      if (source.input() instanceof KafkaInput input) {
        boolean isFeed = source.format() instanceof SourceSpec.Feed;
        uses.add(
            isFeed
                ? feed(input.topic(), input.properties(), READ)
                : given(input.topic(), input.properties(), READ));
      }
    }
    for (TableSpec table : spec.tables()) {
      if (table.input() instanceof TableInTopic input) {
        uses.add(given(input.topic(), input.properties(), READ));
      }
    }
    for (TargetSpec target : spec.targets()) {
      if (target.output() instanceof KafkaOutput output) {
        uses.add(given(output.topic(), output.properties(), WRITE));
      } else if (target.output() instanceof StoreOutput output) {
        for (MeterSpec meter : spec.writtenTo(target)) {
          String topic = StoreTopics.of(spec.name(), meter.name());
          uses.add(feed(topic, output.properties(), WRITE));
        }
      }
    }
    addChannel(uses, spec.control(), READ, Map.of());
    addChannel(uses, spec.quarantine(), WRITE, Map.of());
    addChannel(uses, spec.status(), WRITE, KEEPS_THE_LAST);
    return uses;
  }

  private static TopicUse given(String topic, KafkaProperties cluster, Set<AclOperation> rights) {
    return new TopicUse(topic, cluster, rights, null, 0);
  }

  private static TopicUse feed(String topic, KafkaProperties cluster, Set<AclOperation> rights) {
    return new TopicUse(topic, cluster, rights, Map.of(), FEED_PARTITIONS);
  }

  /** The order of control records matters, and the other channels are small: one partition. */
  private static void addChannel(
      List<TopicUse> uses,
      ChannelSpec channel,
      Set<AclOperation> rights,
      Map<String, String> created) {
    if (channel instanceof ChannelSpec.Topic topic) {
      uses.add(new TopicUse(topic.topic(), topic.properties(), rights, created, 1));
    }
  }

  /** What a client would say of its properties when it starts; empty where they are right. */
  Optional<String> wrongSettings() {
    try {
      KafkaClients.bootstrapServers(topic, properties);
      if (rights.contains(AclOperation.READ)) {
        KafkaClients.checkConsumer(properties);
      } else {
        ProducerSettings.check(properties);
      }
      return Optional.empty();
    } catch (KafkaException e) {
      return Optional.of(failure(e));
    } catch (IllegalArgumentException e) {
      return Optional.of(e.getMessage());
    }
  }

  String failure(Throwable cause) {
    return KafkaFailures.sentence(topic, properties, cause);
  }
}
