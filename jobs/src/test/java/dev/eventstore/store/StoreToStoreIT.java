package dev.eventstore.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventstore.local.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A store that feeds another one. */
@Timeout(180)
class StoreToStoreIT {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final int EVENTS = 6_000;
  private static final int ACCOUNTS = 100;
  private static final String EVIDENCE =
      """
        - name: evidence
          operators:
            - filter: path != "/health"
          targets: [regulatory, chaos, usage]
      """;
  private static final String SUMS =
      """
        - name: volume
          operators:
            - aggregate: {by: [account], values: {quantity: sum(bytes), calls: count()}}
          targets: [usage, chaos]
      """;

  @TempDir Path folder;
  private EmbeddedKafka kafka;
  private KafkaStore first;
  private KafkaStore second;

  @BeforeEach
  void start() throws Exception {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
    KafkaStore.createTopics(kafka);
    KafkaStore.createTopic(kafka, "api-usage.evidence", 3);
    first =
        new KafkaStore(kafka, folder.resolve("first"), "first-out", EVIDENCE)
            .sources()
            .target("regulatory: {store: regulatory}");
    second =
        new KafkaStore(kafka, folder.resolve("second"), "second-out", SUMS)
            .named("regulatory")
            .source("{name: api, store: {name: api-usage, meter: evidence}}");
  }

  @AfterEach
  void stop() {
    kafka.close();
  }

  @Test
  void theSecondPublishesByItselfWhatTheFirstHasPublishedHoweverTheyFail() throws Exception {
    first.start(2, null);
    second.start(2, null);
    sendMonth();
    for (int parallelism : new int[] {3, 1, 2}) {
      Thread.sleep(700);
      first.cancel();
      first.start(parallelism, first.latestCheckpoint());
      KafkaEnds.FAIL_READING.set(true);
      second.cancel();
      second.start(4 - parallelism, second.latestCheckpoint());
    }

    List<String> published = second.published(ACCOUNTS, PATIENCE);
    second.cancel();
    first.cancel();

    // Every event came before the marker: none is late, and so there is no second revision.
    assertThat(published).hasSize(ACCOUNTS);
    int calls = 0;
    for (String record : published) {
      JsonNode json = JSON.readTree(record);
      assertThat(json.get("revision").asInt()).isZero();
      assertThat(json.get("reason").asText()).isEqualTo("release");
      assertThat(json.get("sources").get("api").asLong()).isEqualTo(json.get("events").asLong());
      calls += json.get("values").get("calls").asInt();
    }
    assertThat(calls).isEqualTo(EVENTS);
  }

  @Test
  void correctionsFlowOn() throws Exception {
    first.start(2, null);
    second.start(1, null);
    sendMonth();
    second.published(ACCOUNTS, PATIENCE);

    KafkaStore.send(
        kafka,
        "eu",
        0,
        List.of(
            event(2 * EVENTS + 1, "acc-0", "1000", 1, "/a"),
            event(101, "acc-1", "5000", 2, "/a"),
            // The new version is no evidence, and takes the event back.
            event(102, "acc-2", "7", 2, "/health"),
            // It moves to September, which is open.
            event(103, "acc-3", "103", 2, "/a").replace("2026-08", "2026-09")));

    List<String> published = second.published(ACCOUNTS + 4, PATIENCE);
    second.cancel();
    first.cancel();

    Map<String, String> revised = new TreeMap<>();
    for (String record : published) {
      JsonNode json = JSON.readTree(record);
      if (json.get("revision").asInt() == 1) {
        revised.put(
            json.get("group").get("account").asText(),
            json.get("reason").asText() + json.get("delta"));
      }
    }
    assertThat(revised)
        .isEqualTo(
            Map.of(
                "acc-0", "late{\"quantity\":\"1000\",\"calls\":1}",
                "acc-1", "replaced{\"quantity\":\"4899\",\"calls\":0}",
                "acc-2", "deleted{\"quantity\":\"-102\",\"calls\":-1}",
                "acc-3", "deleted{\"quantity\":\"-103\",\"calls\":-1}"));
    assertThat(second.ends.refusals.elements()).isEmpty();
  }

  @Test
  void aDeletionTakesNothingThatHasMovedOn() throws Exception {
    String before = event(1, "a", "5", 1, "/a");
    String after = event(1, "a", "5", 2, "/a").replace("2026-08", "2026-09");
    String complete = "{'$complete':'2026-09','end':'2026-10-01T00:00:00Z'}";
    KafkaStore.send(
        kafka,
        "api-usage.evidence",
        0,
        List.of(
            said("insert", before),
            said("insert", after),
            said("delete", before),
            said("insert", event(2, "a", "7", 1, "/a")),
            said("delete", event(2, "a", "7", 1, "/a")),
            complete));
    KafkaStore.send(kafka, "api-usage.evidence", 1, List.of(complete));
    KafkaStore.send(kafka, "api-usage.evidence", 2, List.of(complete));
    second.start(2, null);

    List<String> published = second.published(1, PATIENCE);
    second.cancel();

    assertThat(published)
        .singleElement()
        .asString()
        .contains("\"period\":\"2026-09\"", "\"values\":{\"quantity\":\"5\",\"calls\":1}");
  }

  private static String said(String operation, String event) {
    return "{'store':'api-usage','meter':'evidence','period':'x','op':'%s','revision':0,'event':%s}"
        .formatted(operation, event);
  }

  /** August: of each number an event of as many bytes, and one that is no evidence; and markers. */
  private void sendMonth() {
    int partitions = KafkaStore.PARTS;
    for (int part = 0; part < partitions; part++) {
      List<String> lines = new ArrayList<>();
      for (int i = part; i < EVENTS; i += partitions) {
        lines.add(event(i, "acc-" + i % ACCOUNTS, String.valueOf(i), 1, "/a"));
        lines.add(event(EVENTS + i, "acc-" + i % ACCOUNTS, "1", 1, "/health"));
      }
      lines.add("{'$complete':'2026-08'}");
      KafkaStore.send(kafka, part, lines);
    }
  }

  private static String event(int id, String account, String bytes, int seq, String path) {
    return ("{'id':'e%d','at':'2026-08-05T10:00:00Z','account':'%s','bytes':%s,'seq':%d,"
            + "'path':'%s'}")
        .formatted(id, account, bytes, seq, path);
  }
}
