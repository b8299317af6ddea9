package dev.eventstore.connect.kafka;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.spec.KafkaProperties;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidTopicException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.errors.UnsupportedSaslMechanismException;

/**
 * Says in one sentence what is wrong with a topic or its cluster, from the kind of the exception.
 * Kafka's own messages are left out: some repeat the configuration, and with it a secret.
 */
public final class KafkaFailures {
  private KafkaFailures() {}

  static ConnectException of(String topic, KafkaProperties properties, Throwable cause) {
    return new ConnectException(sentence(topic, properties, cause), cause);
  }

  static String sentence(String topic, KafkaProperties properties, Throwable cause) {
    // A client that has failed before says so, and why within.
    if (cause.getClass() == KafkaException.class
        && cause.getCause() instanceof KafkaException why) {
      return sentence(topic, properties, why);
    }
    String servers = properties.bootstrapServers();
    String where = "topic '" + topic + "' on " + servers;
    if (cause instanceof UnknownTopicOrPartitionException) {
      return where + " does not exist; create it with: " + createCommand(topic, servers);
    } else if (cause instanceof InvalidTopicException) {
      return where + " has no valid name; use letters, digits, '.', '_' and '-'";
    } else if (cause instanceof UnsupportedSaslMechanismException) {
      return where
          + " cannot be reached: the cluster does not offer "
          + mechanism(properties)
          + "; set sasl.mechanism to one that it offers";
    } else if (cause instanceof SaslAuthenticationException) {
      return where
          + " cannot be reached: the cluster refused the login ("
          + mechanism(properties)
          + "); check the user name and password in sasl.jaas.config";
    } else if (cause instanceof SslAuthenticationException) {
      return where
          + " cannot be reached: the TLS handshake failed; check security.protocol,"
          + " ssl.truststore.* and ssl.keystore.*";
    } else if (cause instanceof AuthorizationException) {
      return where
          + " may not be used by this user; ask for the rights to describe, read and"
          + " write it";
    } else if (cause instanceof TimeoutException) {
      return where
          + " cannot be reached: no broker answered in time; check bootstrap.servers, the"
          + " network, and that security.protocol is what the cluster expects";
    } else if (cause instanceof RecordTooLargeException) {
      return where
          + " does not take a record as large as this one; raise max.message.bytes of the topic,"
          + " and max.request.size where the store file gives it";
    } else if (isConfiguration(cause)) {
      return where
          + " cannot be reached: a client property is wrong ("
          + propertyName(cause)
          + "); check the kafka settings of the store file";
    }
    return where
        + " cannot be used: "
        + cause.getClass().getSimpleName()
        + "; see the broker's log";
  }

  /** The command that creates a topic, as an operator would type it. */
  public static String createCommand(String topic, String servers) {
    return "kafka-topics.sh --bootstrap-server "
        + servers
        + " --create --topic "
        + topic
        + " --partitions 4";
  }

  private static String mechanism(KafkaProperties properties) {
    return "sasl.mechanism " + properties.asMap().getOrDefault("sasl.mechanism", "GSSAPI");
  }

  private static boolean isConfiguration(Throwable cause) {
    return find(cause, ConfigException.class) != null
        || find(cause, IllegalArgumentException.class) != null;
  }

  private static <T> T find(Throwable cause, Class<T> kind) {
    for (Throwable at = cause; at != null; at = at.getCause()) {
      if (kind.isInstance(at)) {
        return kind.cast(at);
      }
    }
    return null;
  }

  /** The name of the property a client complains about; its value is left out. */
  private static String propertyName(Throwable cause) {
    ConfigException config = find(cause, ConfigException.class);
    String message = config == null ? "" : String.valueOf(config.getMessage());
    int from = message.indexOf("configuration ");
    if (from < 0) {
      return "kind: " + (config == null ? cause : config).getClass().getSimpleName();
    }
    String name = message.substring(from + "configuration ".length()).split("[^a-z.]", 2)[0];
    return name.isEmpty() ? "no name given" : name;
  }
}
