package dev.eventstore.connect;

import dev.eventstore.spec.KafkaProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.KafkaException;

/** Clients of the clusters that a store file names. */
final class KafkaClients {
  private static final String BOOTSTRAP = "bootstrap.servers";
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private KafkaClients() {}

  static Admin admin(String topic, KafkaProperties properties) {
    return admin(topic, properties, TIMEOUT);
  }

  /**
   * @throws ConnectException where the properties themselves are wrong
   */
  static Admin admin(String topic, KafkaProperties properties, Duration timeout) {
    bootstrapServers(topic, properties);
    Map<String, Object> config = new HashMap<>(properties.asMap());
    String millis = String.valueOf(timeout.toMillis());
    config.put("request.timeout.ms", millis);
    config.put("default.api.timeout.ms", millis);
    try {
      return Admin.create(config);
    } catch (KafkaException e) {
      throw KafkaFailures.of(topic, properties, e);
    }
  }

  /**
   * @throws IllegalArgumentException where there is no cluster
   */
  static String bootstrapServers(String topic, KafkaProperties properties) {
    String servers = properties.bootstrapServers();
    if (servers == null || servers.isBlank()) {
      throw new IllegalArgumentException(
          "topic '"
              + topic
              + "' is on no cluster; give "
              + BOOTSTRAP
              + " beside the topic or under kafka: at the top of the store file");
    }
    return servers;
  }
}
