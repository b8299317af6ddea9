package dev.eventstore.spec.read;

import dev.eventstore.spec.ChannelSpec;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.MeterSpec;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.StoreTopics;
import dev.eventstore.spec.TableSpec;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.yaml.Node;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Problems;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses one topic of one cluster in two roles: its records would count twice, or loop. */
final class TopicRules {
  private enum Role {
    SOURCE,
    TABLE,
    TARGET,
    CHANNEL
  }

  /**
   * @param shown how messages call it, such as {@code source 'eu'}
   * @param node where the topic is named; null where it is a default
   */
  private record Use(Role role, String shown, String topic, Set<String> brokers, Node node) {}

  private final Problems problems;
  private final List<Use> uses = new ArrayList<>();

  private TopicRules(Problems problems) {
    this.problems = problems;
  }

  static void check(Mapping root, StoreSpec spec, Collection<TableSpec> tables, Problems problems) {
    TopicRules rules = new TopicRules(problems);
    Map<String, ChannelSpec> channels =
        Map.of("control", spec.control(), "quarantine", spec.quarantine(), "status", spec.status());
    channels.forEach((name, channel) -> rules.channel(root, name, channel, true));
    for (int i = 0; i < spec.sources().size(); i++) {
      rules.source(root.mappings("sources").get(i), spec.sources().get(i));
    }
    tables.forEach(table -> rules.table(root.mapping("tables"), table));
    spec.targets().forEach(target -> rules.target(root.mapping("targets"), target, spec));
    for (String name : List.of("control", "quarantine", "status")) {
      rules.channel(root, name, channels.get(name), false);
    }
  }

  private void channel(Mapping root, String name, ChannelSpec channel, boolean byDefault) {
    if (channel instanceof ChannelSpec.Topic topic && byDefault != root.has(name)) {
      Node node = root.mapping(name).mapping("kafka").entries().get("topic");
      add(Role.CHANNEL, name, topic.topic(), topic.properties(), node);
    }
  }

  private void source(Mapping source, SourceSpec spec) {
    if (spec.input() instanceof SourceSpec.KafkaInput kafka) {
      String shown = "source '" + written(source, "name") + "'";
      Node node =
          spec.format() instanceof SourceSpec.Feed
              ? source.mapping("store").entries().get("meter")
              : source.mapping("kafka").entries().get("topic");
      add(Role.SOURCE, shown, kafka.topic(), kafka.properties(), node);
    }
  }

  private void table(Mapping tables, TableSpec spec) {
    if (spec.input() instanceof TableSpec.TableInTopic table) {
      Node node = tables.mapping(spec.name()).mapping("kafka").entries().get("topic");
      add(Role.TABLE, "table '" + spec.name() + "'", table.topic(), table.properties(), node);
    }
  }

  private void target(Mapping targets, TargetSpec spec, StoreSpec store) {
    Mapping target = targets.mapping(spec.name());
    String shown = "target '" + spec.name() + "'";
    if (spec.output() instanceof TargetSpec.KafkaOutput kafka) {
      Node node = target.mapping("kafka").entries().get("topic");
      add(Role.TARGET, shown, kafka.topic(), kafka.properties(), node);
    } else if (spec.output() instanceof TargetSpec.StoreOutput feed) {
      for (MeterSpec meter : store.writtenTo(spec)) {
        String topic = StoreTopics.of(store.name(), meter.name());
        add(Role.TARGET, shown, topic, feed.properties(), target.entries().get("store"));
      }
    }
  }

  private void add(Role role, String shown, String topic, KafkaProperties properties, Node node) {
    Use use = new Use(role, shown, topic, Clusters.brokers(properties), node);
    if (node != null && !problems.has(node)) {
      uses.stream()
          .filter(other -> sameTopic(use, other))
          .findFirst()
          .ifPresent(other -> problems.at(node, message(use, other)));
    }
    uses.add(use);
  }

  /**
   * Two targets may share a topic: their records say of which meter they are. So may two tables,
   * which read other columns of it.
   */
  private static boolean sameTopic(Use one, Use other) {
    boolean mayShare = one.role == Role.TARGET || one.role == Role.TABLE;
    return !(mayShare && one.role == other.role)
        && one.topic.equals(other.topic)
        && !Collections.disjoint(one.brokers, other.brokers);
  }

  private static String message(Use use, Use other) {
    if (use.role == Role.SOURCE && other.role == Role.SOURCE) {
      return other.shown
          + " reads this topic already, and its records would be counted twice;"
          + " remove one of the sources";
    }
    if (other.role == Role.SOURCE && use.role == Role.TABLE) {
      return other.shown + " reads this topic too, as events; take another topic";
    }
    if (other.role == Role.SOURCE) {
      return other.shown
          + " reads this topic, so the store would read its own output; take another"
          + " topic";
    }
    return other.shown + " uses this topic; take another one";
  }

  private static String written(Mapping map, String key) {
    return map.scalar(key).map(Node.Scalar::written).orElse("");
  }
}
