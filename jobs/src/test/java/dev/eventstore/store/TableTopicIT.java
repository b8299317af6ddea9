package dev.eventstore.store;

import static dev.eventstore.store.FileStore.complete;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventstore.event.QuarantineRecord;
import dev.eventstore.event.Refusal;
import dev.eventstore.event.RefusalCode;
import dev.eventstore.local.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table in a topic is as the topic is when a period is released. */
class TableTopicIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String METERS =
      """
        - name: cost
          operators:
            - lookup: {table: plans, key: account, as: plan, missing: quarantine}
            - derive: {cost: bytes * plan.price}
            - aggregate: {by: [account, plan.tier], values: {cost: sum(cost)}}
          targets: [usage]
      """;

  @TempDir Path folder;

  @Test
  void followsItsTopic() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
      KafkaStore.createTopic(kafka, "eu", 1);
      KafkaStore.createTopic(kafka, "plans", 2, Map.of("cleanup.policy", "compact"));
      SentCommands.forget();
      KafkaStore store =
          new KafkaStore(kafka, folder, "usage", METERS)
              .source("{name: eu, region: west, kafka: {topic: eu}}")
              .settings(
                  "tables: {plans: {kafka: {topic: plans}, key: account, validFrom: since,"
                      + " fields: {price: decimal, tier: string}}}");
      plan(kafka, "a", "2");
      store.start(2, null);
      KafkaStore.send(
          kafka, "eu", 0, List.of(event("1", "a", 10), event("2", "b", 5), event("3", "c", 1)));
      Thread.sleep(2_000); // The table has been read, without b.
      plan(kafka, "b", "3");
      KafkaStore.send(kafka, "eu", 0, List.of(complete("2026-08")));
      assertThat(store.published(2, PATIENCE).stream().map(TableTopicIT::figure))
          .containsExactlyInAnyOrder("a of a 0 20", "b of b 0 15");
      assertThat(store.ends.refusals.elements())
          .singleElement()
          .satisfies(
              refusal -> {
                assertThat(refusal.code()).isEqualTo(RefusalCode.MISSING_ROW);
                assertThat(refusal.region()).isEqualTo("west");
                assertThat(refusal.period()).isEqualTo("2026-08");
                assertThat(refusal.field()).isEqualTo("account");
                assertThat(refusal.message())
                    .isEqualTo(
                        "meter 'cost': table 'plans' has no row for 'c' then; write the row and"
                            + " reprocess the period");
                assertThat(new String(refusal.original(), StandardCharsets.UTF_8))
                    .startsWith("{\"id\":\"3\",\"at\":\"2026-08-05T10:00:00Z\",\"account\":\"c\"");
                Refusal read =
                    QuarantineRecord.fromJson(QuarantineRecord.toJson("s", refusal)).refusal();
                assertThat(read.position()).isNull();
              });

      // What was missing is published once the row is there and the period is reprocessed.
      plan(kafka, "c", "7");
      plan(kafka, "d", "1");
      SentCommands.send(
          "{'id':'r','command':'reprocess','period':'2026-08','actor':'me','reason':'a plan'}");
      assertThat(store.published(3, PATIENCE).stream().map(TableTopicIT::figure))
          .contains("c of c 0 7")
          .hasSize(3);
      KafkaStore.send(kafka, "eu", 0, List.of(event("4", "d", 4)));
      assertThat(store.published(4, PATIENCE).stream().map(TableTopicIT::figure))
          .contains("d of d 0 4")
          .hasSize(4);

      // No figure goes by a table that is wrong; one goes on where it is mended.
      plan(kafka, "a", "much");
      String again = event("5", "a", 1).replace("2026-08", "2026-09");
      KafkaStore.send(kafka, "eu", 0, List.of(again, complete("2026-09")));
      assertThat(store.published(5, Duration.ofSeconds(3))).hasSize(4);
      plan(kafka, "a", "4");
      assertThat(store.published(5, PATIENCE).stream().map(TableTopicIT::figure))
          .contains("a of a 0 4")
          .hasSize(5);
      store.cancel();
    }
  }

  private static String event(String id, String account, int bytes) {
    return "{'id':'%s','at':'2026-08-05T10:00:00Z','account':'%s','bytes':%d}"
        .formatted(id, account, bytes);
  }

  private static void plan(EmbeddedKafka kafka, String account, String price) throws Exception {
    Map<String, Object> config = Map.of("bootstrap.servers", kafka.bootstrapServers());
    String row =
        "{\"account\":\"%1$s\",\"since\":\"2026-01-01T00:00:00Z\",\"price\":\"%2$s\",\"tier\":\"of %1$s\"}"
            .formatted(account, price);
    try (KafkaProducer<String, String> producer =
        new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("plans", account, row)).get();
    }
  }

  /** Group, revision, value. */
  private static String figure(String record) {
    try {
      JsonNode json = JSON.readTree(record);
      JsonNode group = json.get("group");
      return String.join(
          " ",
          group.get("account").textValue(),
          group.get("plan.tier").textValue(),
          json.get("revision").asText(),
          json.get("values").get("cost").textValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
