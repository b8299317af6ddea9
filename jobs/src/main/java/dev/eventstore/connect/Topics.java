package dev.eventstore.connect;

import dev.eventstore.spec.KafkaProperties;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.errors.TopicExistsException;

/** Makes topics, on the brokers that the demo and {@code up} start. */
public final class Topics {
  private Topics() {}

  /**
   * Makes a topic where there is none of the name.
   *
   * @throws ConnectException where the broker does not
   */
  public static void create(String topic, int partitions, KafkaProperties properties) {
    try (Admin admin = KafkaClients.admin(topic, properties)) {
      NewTopic made = new NewTopic(topic, Optional.of(partitions), Optional.empty());
      admin.createTopics(List.of(made)).all().get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw KafkaFailures.of(topic, properties, e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("making topic '" + topic + "' was interrupted; run again", e);
    }
  }
}
