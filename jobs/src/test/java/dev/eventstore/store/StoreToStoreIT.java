package dev.eventstore.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventstore.event.Refusal;
import dev.eventstore.event.RefusalCode;
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
    for (String source : KafkaStore.SOURCES) {
      KafkaStore.createTopic(kafka, source, KafkaStore.PARTITIONS);
    }
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
            event(102, "acc-2", "7", 2, "/health")));

    List<String> published = second.published(ACCOUNTS + 2, PATIENCE);
    awaitRefusal();
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
                "acc-1", "replaced{\"quantity\":\"4899\",\"calls\":0}"));
    // The new version is no evidence: the second store cannot take it back yet, and says so.
    assertThat(second.ends.refusals.elements())
        .extracting(Refusal::code, Refusal::message)
        .containsExactly(
            tuple(
                RefusalCode.NOT_DELETED,
                "the event was deleted in the other store, and stays in this one"));
  }

  private void awaitRefusal() throws InterruptedException {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (second.ends.refusals.elements().isEmpty()) {
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(50);
    }
  }

  /** August: of each number an event of as many bytes, and one that is no evidence; and markers. */
  private void sendMonth() {
    int partitions = KafkaStore.SOURCES.size() * KafkaStore.PARTITIONS;
    for (int part = 0; part < partitions; part++) {
      List<String> lines = new ArrayList<>();
      for (int i = part; i < EVENTS; i += partitions) {
        lines.add(event(i, "acc-" + i % ACCOUNTS, String.valueOf(i), 1, "/a"));
        lines.add(event(EVENTS + i, "acc-" + i % ACCOUNTS, "1", 1, "/health"));
      }
      lines.add("{'$complete':'2026-08'}");
      KafkaStore.send(
          kafka,
          KafkaStore.SOURCES.get(part / KafkaStore.PARTITIONS),
          part % KafkaStore.PARTITIONS,
          lines);
    }
  }

  private static String event(int id, String account, String bytes, int seq, String path) {
    return ("{'id':'e%d','at':'2026-08-05T10:00:00Z','account':'%s','bytes':%s,'seq':%d,"
            + "'path':'%s'}")
        .formatted(id, account, bytes, seq, path);
  }
}
