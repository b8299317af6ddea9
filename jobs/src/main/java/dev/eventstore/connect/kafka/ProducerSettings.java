package dev.eventstore.connect.kafka;

import dev.eventstore.spec.KafkaProperties;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The client properties of producers: defaults, then the store file's, except those we own. */
final class ProducerSettings {
  /**
   * 14 minutes in milliseconds: a checkpoint must be done within it, and a broker allows 15 unless
   * it is told otherwise.
   */
  static final String TRANSACTION_TIMEOUT = "840000";

  /** All that a producer buffers by default: how long a record may be is for the topic to say. */
  private static final String LONGEST_REQUEST = "33554432";

  /** What delivery and the form of records rest on. */
  private static final Set<String> OWNED =
      Set.of(
          "acks", "enable.idempotence", "key.serializer", "transactional.id", "value.serializer");

  /**
   * What nobody reads before its transaction is committed, at the next checkpoint, may be gathered
   * a while: larger batches are fewer, and compress better. A checkpoint sends what is gathered.
   */
  private static final Map<String, String> COMMITTED =
      Map.of("linger.ms", "100", "batch.size", "131072");

  private static final String LZ4 = "net.jpountz.lz4.LZ4Factory";

  private ProducerSettings() {}

  /** Of a producer whose records are read when their transaction is committed. */
  static Properties exactlyOnce(KafkaProperties given) {
    return settings(COMMITTED, given);
  }

  /** Of a producer whose records are read at once. */
  static Properties atLeastOnce(KafkaProperties given) {
    return settings(Map.of("linger.ms", "5"), given);
  }

  /**
   * @throws org.apache.kafka.common.KafkaException where a producer would not take its properties
   */
  static void check(KafkaProperties given) {
    Properties settings = exactlyOnce(given);
    settings.put("key.serializer", ByteArraySerializer.class);
    settings.put("value.serializer", ByteArraySerializer.class);
    new ProducerConfig(settings);
  }

  private static Properties settings(Map<String, String> gathering, KafkaProperties given) {
    Properties settings = new Properties();
    gathering.forEach(settings::setProperty);
    settings.setProperty("transaction.timeout.ms", TRANSACTION_TIMEOUT);
    settings.setProperty("max.request.size", LONGEST_REQUEST);
    if (isPresent(LZ4)) {
      settings.setProperty("compression.type", "lz4");
    }
    given.asMap().forEach(settings::setProperty);
    OWNED.forEach(settings::remove);
    settings.setProperty("acks", "all");
    settings.setProperty("enable.idempotence", "true");
    return settings;
  }

  private static boolean isPresent(String type) {
    try {
      Class.forName(type, false, ProducerSettings.class.getClassLoader());
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
