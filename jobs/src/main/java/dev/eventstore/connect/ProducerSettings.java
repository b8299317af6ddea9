package dev.eventstore.connect;

import dev.eventstore.spec.KafkaProperties;
import java.util.Properties;
import java.util.Set;

/** The client properties of producers: defaults, then the store file's, except those we own. */
final class ProducerSettings {
  /**
   * 14 minutes in milliseconds: a checkpoint must be done within it, and a broker allows 15 unless
   * it is told otherwise.
   */
  static final String TRANSACTION_TIMEOUT = "840000";

  /** What delivery and the form of records rest on. */
  private static final Set<String> OWNED =
      Set.of(
          "acks", "enable.idempotence", "key.serializer", "transactional.id", "value.serializer");

  private static final String LZ4 = "net.jpountz.lz4.LZ4Factory";

  private ProducerSettings() {}

  static Properties of(KafkaProperties given) {
    Properties settings = new Properties();
    settings.setProperty("linger.ms", "5");
    settings.setProperty("transaction.timeout.ms", TRANSACTION_TIMEOUT);
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
