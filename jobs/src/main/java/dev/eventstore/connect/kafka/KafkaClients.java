package dev.eventstore.connect.kafka;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.spec.KafkaProperties;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Clients of the clusters that a store file names. */
final class KafkaClients {
  private static final String BOOTSTRAP = "bootstrap.servers";
  private static final Duration TIMEOUT = Duration.ofSeconds(15);

  private static final Set<String> GROUP_SETTINGS =
      Set.of("group.id", "group.instance.id", "group.protocol");

  /** Enough for one record; a larger one still comes whole. */
  private static final String FETCH_BYTES = "65536";

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

  /** The settings of a consumer in no group, that starts where there is something to read. */
  static Map<String, Object> groupless(KafkaProperties properties, Duration timeout) {
    Map<String, Object> config = new HashMap<>(properties.asMap());
    GROUP_SETTINGS.forEach(config::remove);
    config.put("enable.auto.commit", "false");
    config.put("auto.offset.reset", "earliest");
    config.put("default.api.timeout.ms", String.valueOf(timeout.toMillis()));
    return config;
  }

  /**
   * @throws KafkaException where a consumer would not take the properties
   */
  static void checkConsumer(KafkaProperties properties) {
    Map<String, Object> config = new HashMap<>(properties.asMap());
    config.put("key.deserializer", ByteArrayDeserializer.class);
    config.put("value.deserializer", ByteArrayDeserializer.class);
    new ConsumerConfig(config);
  }

  /**
   * A consumer that looks at single records as the source would read them. It belongs to no group
   * and starts at the oldest record where it is sent to one that is gone.
   *
   * @throws ConnectException where the properties themselves are wrong
   */
  static Consumer<byte[], byte[]> lookingConsumer(
      String topic, KafkaProperties properties, Duration timeout) {
    bootstrapServers(topic, properties);
    Map<String, Object> config = groupless(properties, timeout);
    config.putIfAbsent("isolation.level", "read_committed");
    config.put("max.poll.records", "1");
    config.put("max.partition.fetch.bytes", FETCH_BYTES);
    try {
      return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
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
