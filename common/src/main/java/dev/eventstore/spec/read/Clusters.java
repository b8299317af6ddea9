package dev.eventstore.spec.read;

import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.yaml.Node;
import dev.eventstore.spec.yaml.Node.Mapping;
import dev.eventstore.spec.yaml.Problems;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The default cluster, and what overrides it. */
final class Clusters {
  private static final String TOPIC = "topic";

  /** Exactness depends on these, so the product sets them. */
  private static final Set<String> OWNED =
      Set.of(
          "key.deserializer",
          "value.deserializer",
          "key.serializer",
          "value.serializer",
          "enable.auto.commit",
          "transactional.id",
          "transactional.id.prefix");

  private record Form(Pattern pattern, String shown) {}

  /** Those that Kafka's clients do not check, since the store or the connector reads them. */
  private static final Map<String, Form> FORMS =
      Map.of(
          "auto.offset.reset",
          new Form(Pattern.compile("earliest|latest|none"), "earliest, latest or none"),
          "partition.discovery.interval.ms",
          new Form(Pattern.compile("-?[0-9]{1,18}"), "milliseconds, such as 10000"));

  private final Problems problems;
  private final KafkaProperties defaults;

  Clusters(Mapping root, Problems problems) {
    this.problems = problems;
    Mapping kafka = root.mapping("kafka");
    this.defaults = properties(kafka);
    if (kafka.has(TOPIC)) {
      problems.at(
          kafka.entries().get(TOPIC),
          "the default cluster has no topic; name it where the topic is used");
    }
  }

  KafkaProperties defaults() {
    return defaults;
  }

  boolean hasDefault() {
    return defaults.bootstrapServers() != null;
  }

  /** The properties at a place that names a topic, those of the default cluster included. */
  KafkaProperties at(Mapping kafka) {
    KafkaProperties all = defaults.overriddenBy(properties(kafka));
    if (all.bootstrapServers() == null && !problems.hasWithin("kafka")) {
      problems.at(
          kafka,
          "no bootstrap.servers are given; add them here, or to kafka at the top of the file");
    }
    return all;
  }

  /** The default cluster, by which this store feeds others. */
  KafkaProperties ofStores(Node target) {
    if (!hasDefault() && !problems.hasWithin("kafka")) {
      problems.at(
          target,
          "stores feed stores over the default cluster; give its bootstrap.servers under kafka at"
              + " the top of the file");
    }
    return defaults;
  }

  /** The brokers of a cluster: clusters that share one are the same. */
  static Set<String> brokers(KafkaProperties properties) {
    String servers = properties.bootstrapServers();
    return servers == null
        ? Set.of()
        : Arrays.stream(servers.split(","))
            .map(server -> server.strip().toLowerCase(Locale.ROOT))
            .filter(server -> !server.isEmpty())
            .collect(Collectors.toSet());
  }

  private KafkaProperties properties(Mapping kafka) {
    Map<String, String> properties = new LinkedHashMap<>();
    Set<String> hidden = new HashSet<>();
    kafka
        .entries()
        .forEach(
            (name, node) -> {
              if (OWNED.contains(name)) {
                problems.at(node, "the store itself sets " + name + "; remove it");
              } else if (!name.equals(TOPIC) && node instanceof Node.Scalar value) {
                Form form = FORMS.get(name);
                if (form != null && !form.pattern.matcher(value.text()).matches()) {
                  problems.at(node, name + " does not take this; write " + form.shown);
                }
                properties.put(name, value.text());
                if (value.fromEnvironment()) {
                  hidden.add(name);
                }
              }
            });
    return new KafkaProperties(properties, hidden);
  }
}
