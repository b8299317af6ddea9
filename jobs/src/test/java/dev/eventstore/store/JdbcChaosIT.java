package dev.eventstore.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventstore.connect.jdbc.Postgres;
import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.output.SqlTable;
import dev.eventstore.spec.StoreSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** However often the job and the database fail, the table holds the latest revisions. */
@Timeout(300)
class JdbcChaosIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final int ACCOUNTS = 300;
  private static final String METERS =
      """
        - name: volume
          operators:
            - aggregate: {by: [account], values: {quantity: sum(bytes), calls: count()}}
          targets: [usage, ledger, chaos]
        - name: evidence
          targets: [events, chaos]
      """;

  @TempDir Path folder;

  @Test
  void theTableEqualsTheLatestRevisionsOnTheTopic() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
        Postgres postgres = Postgres.start(folder.resolve("postgres"))) {
      KafkaStore.createTopics(kafka);
      KafkaStore store =
          new KafkaStore(kafka, folder.resolve("store"), "out", METERS)
              .sources()
              .target("ledger: {jdbc: {url: '%s', table: usage}}".formatted(postgres.url()))
              .target("events: {jdbc: {url: '%s', table: events}}".formatted(postgres.url()));
      StoreSpec spec = store.spec();
      for (String target : List.of("ledger", "events")) {
        postgres.execute(SqlTable.of(spec, spec.target(target)).create());
      }

      send(kafka, 0, ACCOUNTS, true);
      store.start(2, null);
      Random random = new Random(3);
      for (int i = 0; i < 12; i++) {
        switch (i % 4) {
          case 0 -> KafkaEnds.FAIL_PUBLISHING.set(true);
          case 1 -> KafkaEnds.FAIL_READING.set(true);
          case 2 -> postgres.disconnectAll();
          default -> {
            store.cancel();
            store.start(1 + random.nextInt(3), store.latestCheckpoint());
          }
        }
        send(kafka, ACCOUNTS + i * 50, ACCOUNTS + i * 50 + 50, false);
        Thread.sleep(200 + random.nextInt(400));
      }
      KafkaEnds.FAIL_PUBLISHING.set(false);
      KafkaEnds.FAIL_READING.set(false);
      int events = ACCOUNTS + 12 * 50;
      await(postgres, "SELECT count(*) FROM events", events);
      await(postgres, "SELECT sum(events) FROM usage", events);
      store.cancel();

      Map<String, JsonNode> latest = new TreeMap<>();
      for (String record : store.published(Integer.MAX_VALUE, Duration.ofSeconds(5))) {
        JsonNode json = JSON.readTree(record);
        latest.merge(
            json.get("id").asText(),
            json,
            (a, b) -> a.get("revision").asInt() > b.get("revision").asInt() ? a : b);
      }
      List<JsonNode> rows = new ArrayList<>();
      for (String row : postgres.query("SELECT row_to_json(usage) FROM usage ORDER BY id")) {
        rows.add(JSON.readTree(row.replace("00:00:00+00:00", "00:00:00Z")));
      }
      assertThat(rows).containsExactlyElementsOf(latest.values());
      assertThat(latest.values()).anyMatch(record -> record.get("revision").asInt() > 0);
    }
  }

  private static void await(Postgres postgres, String count, int expected) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    List<String> found = postgres.query(count);
    while (!found.contains(String.valueOf(expected)) && System.nanoTime() < deadline) {
      Thread.sleep(50);
      found = postgres.query(count);
    }
    assertThat(found).as(count).containsExactly(String.valueOf(expected));
  }

  /** Events of August, numbered; the account is the number by what accounts there are. */
  private static void send(EmbeddedKafka kafka, int from, int to, boolean complete) {
    for (int part = 0; part < KafkaStore.PARTS; part++) {
      List<String> lines = new ArrayList<>();
      for (int i = from + part; i < to; i += KafkaStore.PARTS) {
        lines.add(
            "{'id':'e%d','at':'2026-08-05T10:00:00Z','account':'acc-%d','bytes':'%d.5'}"
                .formatted(i, i % ACCOUNTS, i));
      }
      if (complete) {
        lines.add("{'$complete':'2026-08'}");
      }
      KafkaStore.send(kafka, part, lines);
    }
  }
}
