package dev.eventstore.store;

import static dev.eventstore.store.FileStore.complete;
import static dev.eventstore.store.FileStore.event;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.local.EmbeddedKafka;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/** A period is published when every source has reported it, and not before (contract 3.4). */
class CompletenessIT {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Long enough for a period that is not held to be published. */
  private static final Duration MOMENT = Duration.ofSeconds(3);

  private static final String METERS =
      """
        - name: volume
          operators:
            - aggregate: {by: [account], values: {quantity: sum(bytes)}}
          targets: [usage]
      """;

  @TempDir static Path folder;
  private static EmbeddedKafka kafka;
  private String name;
  private KafkaStore store;

  @BeforeAll
  static void start() {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
  }

  @AfterAll
  static void stop() {
    kafka.close();
  }

  @BeforeEach
  void prepare(TestInfo test) throws Exception {
    name = test.getTestMethod().orElseThrow().getName();
    store = new KafkaStore(kafka, folder.resolve(name), name, METERS);
  }

  @AfterEach
  void cancel() throws Exception {
    store.cancel();
  }

  @Test
  void aSilentSourceHoldsThePeriodAlsoAfterARestart() throws Exception {
    topic("eu", 2);
    topic("us", 2);
    topic("apac", 2);
    report("eu", 2, event("1", "2026-09-05", "1"));
    report("us", 2, event("2", "2026-09-05", "2"));
    store.start(2, null);
    assertThat(store.published(1, MOMENT)).isEmpty();

    store.cancel();
    store.start(2, store.latestCheckpoint());
    assertThat(store.published(1, MOMENT)).isEmpty();

    send("apac", 0, event("3", "2026-09-06", "4"), complete("2026-09"));
    assertThat(store.published(1, MOMENT)).isEmpty();

    send("apac", 1, complete("2026-09"));
    assertThat(store.published(1, PATIENCE))
        .singleElement()
        .asString()
        .contains("\"quantity\":\"7\"", "\"sources\":{\"apac\":1,\"eu\":1,\"us\":1}");

    store.cancel();
    store.start(1, store.latestCheckpoint());
    assertThat(store.published(2, MOMENT)).hasSize(1);
  }

  @Test
  void aSourceThatEndedDoesNotSpeakForOthers() throws Exception {
    topic("eu", 2);
    Path files = Files.createDirectories(folder.resolve(name).resolve("in"));
    Files.writeString(
        files.resolve("a.jsonl"), event("1", "2026-09-05", "1").replace('\'', '"') + "\n");
    store.source("{name: files, files: {path: in}}");
    store.start(2, null);
    assertThat(store.published(1, MOMENT)).isEmpty();

    store.cancel();
    store.start(2, store.latestCheckpoint());
    assertThat(store.published(1, MOMENT)).isEmpty();

    report("eu", 2, event("2", "2026-09-06", "4"));
    assertThat(store.published(1, PATIENCE))
        .singleElement()
        .asString()
        .contains("\"quantity\":\"5\"");
  }

  @Test
  void aNewPartitionHoldsUntilItHasPromised() throws Exception {
    topic("eu", 1);
    store.start(2, null);
    send("eu", 0, event("1", "2026-08-05", "1"), complete("2026-08"));
    assertThat(store.published(1, PATIENCE)).hasSize(1);

    KafkaStore.grow(kafka, name + ".eu", 3);
    Thread.sleep(2_000); // It looks for partitions every 200 ms.
    send("eu", 1, event("2", "2026-09-05", "2"), complete("2026-09"));
    send("eu", 0, complete("2026-09"));
    assertThat(store.published(2, MOMENT)).hasSize(1);

    send("eu", 2, event("3", "2026-09-06", "4"), complete("2026-09"));
    assertThat(store.published(2, PATIENCE))
        .last()
        .asString()
        .contains("\"period\":\"2026-09\"", "\"quantity\":\"6\"");
  }

  /** Whichever reader the connector would give the new partition to, by the topic's name. */
  @Test
  void everyReaderHasAPartitionAfterTopicsGrewBetweenRuns() throws Exception {
    topic("eu", 1);
    topic("apac", 1);
    store.start(2, null);
    send("eu", 0, event("1", "2026-08-05", "1"), complete("2026-08"));
    send("apac", 0, complete("2026-08"));
    assertThat(store.published(1, PATIENCE)).hasSize(1);
    String savepoint = store.stopWithSavepoint();

    KafkaStore.grow(kafka, name + ".eu", 2);
    KafkaStore.grow(kafka, name + ".apac", 2);
    store.start(2, savepoint);
    send("eu", 1, event("2", "2026-09-05", "2"));
    report("apac", 2, event("3", "2026-09-06", "4"));
    send("eu", 0, complete("2026-09"));
    assertThat(store.published(2, MOMENT)).hasSize(1);

    send("eu", 1, complete("2026-09"));
    assertThat(store.published(2, PATIENCE))
        .last()
        .asString()
        .contains("\"period\":\"2026-09\"", "\"quantity\":\"6\"");
  }

  @Test
  void eventTimeCompletesAPartitionAndSilenceTheOther() throws Exception {
    KafkaStore.createTopic(kafka, name + ".eu", 2);
    store.source(
        "{name: eu, kafka: {topic: %s}, complete: {on: watermark, delay: P2D, quiet: PT5S}}"
            .formatted(name + ".eu"));
    send("eu", 0, event("1", "2026-08-31", "1"), event("2", "2026-09-01", "2"));
    send("eu", 1, event("3", "2026-08-01", "4"));
    store.start(2, null);
    assertThat(store.published(1, MOMENT)).isEmpty();

    // Both partitions are silent now, and nothing is unread.
    assertThat(store.published(2, PATIENCE))
        .anySatisfy(record -> assertThat(record).contains("2026-08", "\"quantity\":\"5\""))
        .anySatisfy(record -> assertThat(record).contains("2026-09", "\"quantity\":\"2\""));
  }

  @Test
  void withoutQuietASilentPartitionHolds() throws Exception {
    KafkaStore.createTopic(kafka, name + ".eu", 2);
    store.source(
        "{name: eu, kafka: {topic: %s}, complete: {on: watermark, delay: PT1H}}"
            .formatted(name + ".eu"));
    send("eu", 0, event("1", "2026-08-31", "1"), event("2", "2026-09-02", "2"));
    store.start(2, null);
    assertThat(store.published(1, MOMENT)).isEmpty();

    send("eu", 1, event("3", "2026-09-02", "4"));
    assertThat(store.published(1, PATIENCE))
        .singleElement()
        .asString()
        .contains("2026-08", "\"quantity\":\"1\"");
  }

  private void topic(String source, int partitions) throws Exception {
    KafkaStore.createTopic(kafka, name + "." + source, partitions);
    store.source("{name: %s, kafka: {topic: %s}}".formatted(source, name + "." + source));
  }

  private void send(String source, int partition, String... lines) {
    KafkaStore.send(kafka, name + "." + source, partition, List.of(lines));
  }

  /** One event in the first partition, and markers in all. */
  private void report(String source, int partitions, String event) {
    send(source, 0, event);
    for (int partition = 0; partition < partitions; partition++) {
      send(source, partition, complete("2026-09"));
    }
  }
}
