package dev.eventstore.connect.kafka;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.spec.KafkaProperties;
import java.io.Serializable;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.errors.TransactionalIdNotFoundException;

/** What became of the transactions that a sink has written to a topic, as the broker knows it. */
final class TransactionFates implements Serializable {
  private static final long serialVersionUID = 1L;

  private final String topic;
  private final KafkaProperties properties;

  TransactionFates(String topic, KafkaProperties properties) {
    this.topic = topic;
    this.properties = properties;
  }

  /**
   * Whether the last transaction of an id was committed. Each id of Flink's has one.
   *
   * @throws ConnectException where the broker does not say
   */
  boolean wasCommitted(String transaction) {
    try (Admin admin = KafkaClients.admin(topic, properties)) {
      TransactionState state =
          admin.describeTransactions(List.of(transaction)).description(transaction).get().state();
      return state == TransactionState.COMPLETE_COMMIT || state == TransactionState.PREPARE_COMMIT;
    } catch (ExecutionException e) {
      if (e.getCause() instanceof TransactionalIdNotFoundException) {
        return false;
      }
      throw KafkaFailures.of(topic, properties, e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ConnectException("asking for a transaction was interrupted", e);
    }
  }

  ConnectException lost(String transaction, Throwable cause) {
    return new ConnectException(
        beginning(transaction)
            + " was aborted by the broker before it was committed, since the outage was longer than"
            + " transaction.timeout.ms; what it held is published again by the store that is"
            + " started from the checkpoint or savepoint before this one",
        cause);
  }

  ConnectException unknown(String transaction, Throwable cause) {
    return new ConnectException(
        beginning(transaction)
            + " is not known to the broker: the savepoint is of another cluster, or older than"
            + " transactional.id.expiration.ms; start from a savepoint of this cluster, or give the"
            + " target another name in the store file",
        cause);
  }

  private String beginning(String transaction) {
    return "transaction '"
        + transaction
        + "' to topic '"
        + topic
        + "' on "
        + properties.bootstrapServers();
  }
}
