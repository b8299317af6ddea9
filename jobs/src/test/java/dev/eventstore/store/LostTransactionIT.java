package dev.eventstore.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.local.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A savepoint has a transaction that the broker has aborted since: the job that starts from it says
 * so and ends, and the one that starts from the savepoint before publishes what was lost.
 */
@Timeout(120)
class LostTransactionIT {
  private static final String TRANSACTIONS = "api-usage:usage";
  private static final String METER =
      """
        - name: volume
          operators: [{aggregate: {by: account, values: {quantity: sum(bytes)}}}]
          targets: [usage]
      """;

  @TempDir Path folder;

  @Test
  void isPublishedByTheSavepointBefore() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
      KafkaStore.createTopic(kafka, "eu", 1);
      KafkaStore store =
          new KafkaStore(kafka, folder, "out", METER).source("{name: eu, kafka: {topic: eu}}");
      store.with("execution.checkpointing.interval", "1 h").start(1, null);
      String before = store.savepoint();
      String after = savepointWithOpenTransaction(kafka, store);
      store.cancel();
      store.with("execution.checkpointing.interval", "200 ms");

      store.start(1, after);
      assertThat(store.failure())
          .hasStackTraceContaining("transaction '" + TRANSACTIONS)
          .hasStackTraceContaining("was aborted by the broker before it was committed")
          .hasStackTraceContaining("the checkpoint or savepoint before this one");
      assertThat(store.publishedNow()).isEmpty();

      store.start(1, before);
      assertThat(store.published(1, Duration.ofSeconds(60)))
          .singleElement()
          .asString()
          .contains("\"quantity\":\"5\"", "\"revision\":0");
      store.cancel();
    }
  }

  /** It is aborted when this returns, as the broker does when its time is over. */
  private static String savepointWithOpenTransaction(EmbeddedKafka kafka, KafkaStore store)
      throws Exception {
    KafkaStore.send(
        kafka,
        "eu",
        0,
        List.of(
            "{'id':'1','at':'2026-08-05T10:00:00Z','account':'a','bytes':5,'seq':1}",
            "{'$complete':'2026-08'}"));
    try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
      while (open(admin).isEmpty()) {
        Thread.sleep(50);
      }
      String savepoint = store.savepoint();
      admin.fenceProducers(open(admin)).all().get();
      assertThat(open(admin)).isEmpty();
      return savepoint;
    }
  }

  private static Collection<String> open(Admin admin) throws Exception {
    ListTransactionsOptions options =
        new ListTransactionsOptions().filterStates(Set.of(TransactionState.ONGOING));
    return admin.listTransactions(options).all().get().stream()
        .map(TransactionListing::transactionalId)
        .filter(id -> id.startsWith(TRANSACTIONS))
        .toList();
  }
}
