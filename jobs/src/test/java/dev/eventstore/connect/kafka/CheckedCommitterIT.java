package dev.eventstore.connect.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.spec.KafkaProperties;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.Committer.CommitRequest;
import org.apache.flink.connector.kafka.sink.KafkaCommittable;
import org.apache.flink.runtime.execution.SuppressRestartsException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InvalidPidMappingException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is said of a transaction that the broker refuses to commit: it is asked what became of it.
 */
@Timeout(60)
class CheckedCommitterIT {
  private static final String TOPIC = "usage";

  /** What Flink's committer says where the broker refuses, whatever the reason. */
  private static final Committer<KafkaCommittable> FENCED =
      new Refusing(request -> request.signalFailedWithKnownReason(new ProducerFencedException("")));

  @TempDir static Path folder;
  private static EmbeddedKafka kafka;

  @BeforeAll
  static void start() throws Exception {
    kafka =
        EmbeddedKafka.start(
            folder,
            0,
            Map.of("transaction.abort.timed.out.transaction.cleanup.interval.ms", "100"));
    KafkaTests.createTopic(kafka, TOPIC, 1);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  /** As after every restart. */
  @Test
  void passesOverWhatWasCommittedBefore() throws Exception {
    try (KafkaProducer<byte[], byte[]> producer = begun("committed", Map.of())) {
      producer.commitTransaction();
    }
    Request request = new Request("committed");

    commit(FENCED, request);

    assertThat(request.said).isEqualTo("already committed");
  }

  @Test
  void endsTheJobWhereTheBrokerHasAbortedIt() throws Exception {
    KafkaProducer<byte[], byte[]> producer =
        begun("expired", Map.of("transaction.timeout.ms", "200"));
    awaitAborted("expired");
    producer.close();
    Request request = new Request("expired");

    assertThatThrownBy(() -> commit(FENCED, request))
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .hasMessage(
            "transaction 'expired' to topic 'usage' on "
                + kafka.bootstrapServers()
                + " was aborted by the broker before it was committed, since the outage was longer"
                + " than transaction.timeout.ms; what it held is published again by the store that"
                + " is started from the checkpoint or savepoint before this one");
    assertThat(request.said).isEqualTo("failed");
  }

  @Test
  void endsTheJobWhereTheBrokerDoesNotKnowIt() {
    Committer<KafkaCommittable> unknown =
        new Refusing(
            request -> request.signalFailedWithUnknownReason(new InvalidPidMappingException("")));

    assertThatThrownBy(() -> commit(unknown, new Request("of-another-cluster")))
        .isInstanceOf(SuppressRestartsException.class)
        .cause()
        .hasMessageContaining("transaction 'of-another-cluster' to topic 'usage'")
        .hasMessageContaining("is not known to the broker")
        .hasMessageContaining("give the target another name in the store file");
  }

  private static KafkaProducer<byte[], byte[]> begun(String id, Map<String, Object> settings)
      throws Exception {
    Map<String, Object> config = new HashMap<>(settings);
    config.put("transactional.id", id);
    KafkaProducer<byte[], byte[]> producer = KafkaTests.producer(kafka, config);
    producer.initTransactions();
    producer.beginTransaction();
    producer.send(new ProducerRecord<>(TOPIC, id.getBytes(StandardCharsets.UTF_8))).get();
    return producer;
  }

  private static void awaitAborted(String id) throws Exception {
    try (var admin = Admin.create(Map.copyOf(KafkaTests.properties(kafka)))) {
      while (admin.describeTransactions(List.of(id)).description(id).get().state()
          != TransactionState.COMPLETE_ABORT) {
        Thread.sleep(50);
      }
    }
  }

  private static void commit(Committer<KafkaCommittable> committer, Request request)
      throws Exception {
    TransactionFates fates =
        new TransactionFates(TOPIC, KafkaProperties.of(KafkaTests.properties(kafka)));
    new CheckedCommitter(committer, fates).commit(List.of(request));
  }

  private record Refusing(Consumer<CommitRequest<KafkaCommittable>> how)
      implements Committer<KafkaCommittable> {
    @Override
    public void commit(Collection<CommitRequest<KafkaCommittable>> requests) throws IOException {
      requests.forEach(how);
    }

    @Override
    public void close() {}
  }

  private static final class Request implements CommitRequest<KafkaCommittable> {
    private final KafkaCommittable committable;
    private String said = "";

    private Request(String transaction) {
      committable = new KafkaCommittable(1, (short) 0, transaction, null);
    }

    @Override
    public KafkaCommittable getCommittable() {
      return committable;
    }

    @Override
    public int getNumberOfRetries() {
      return 0;
    }

    @Override
    public void signalFailedWithKnownReason(Throwable cause) {
      said = "failed";
    }

    @Override
    public void signalFailedWithUnknownReason(Throwable cause) {
      said = "failed";
    }

    @Override
    public void retryLater() {
      said = "again";
    }

    @Override
    public void updateAndRetryLater(KafkaCommittable other) {
      said = "again";
    }

    @Override
    public void signalAlreadyCommitted() {
      said = "already committed";
    }
  }
}
