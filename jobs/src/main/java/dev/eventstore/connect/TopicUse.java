package dev.eventstore.connect;

import dev.eventstore.spec.ChannelSpec;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.TargetSpec.KafkaOutput;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.acl.AclOperation;

/**
 * A topic and what a store does with it.
 *
 * @param rights what its user must be allowed
 * @param created the topic's configuration where it is made when it is missing, or null where that
 *     is the operator's to do
 */
record TopicUse(
    String topic,
    KafkaProperties properties,
    Set<AclOperation> rights,
    Map<String, String> created) {
  private static final Set<AclOperation> READ = Set.of(AclOperation.READ);
  private static final Set<AclOperation> WRITE = Set.of(AclOperation.WRITE);
  private static final Map<String, String> KEEPS_THE_LAST = Map.of("cleanup.policy", "compact");

  static List<TopicUse> of(StoreSpec spec) {
    List<TopicUse> uses = new ArrayList<>();
    for (SourceSpec source : spec.sources()) {
      if (source.input() instanceof KafkaInput input) {
        uses.add(new TopicUse(input.topic(), input.properties(), READ, null));
      }
    }
    for (TargetSpec target : spec.targets()) {
      if (target.output() instanceof KafkaOutput output) {
        uses.add(new TopicUse(output.topic(), output.properties(), WRITE, null));
      }
    }
    addChannel(uses, spec.control(), READ, Map.of());
    addChannel(uses, spec.quarantine(), WRITE, Map.of());
    addChannel(uses, spec.status(), WRITE, KEEPS_THE_LAST);
    return uses;
  }

  private static void addChannel(
      List<TopicUse> uses,
      ChannelSpec channel,
      Set<AclOperation> rights,
      Map<String, String> created) {
    if (channel instanceof ChannelSpec.Topic topic) {
      uses.add(new TopicUse(topic.topic(), topic.properties(), rights, created));
    }
  }

  String failure(Throwable cause) {
    return KafkaFailures.sentence(topic, properties, cause);
  }
}
