package dev.eventstore.local;

import static dev.eventstore.local.OftenCheckpointed.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.connect.kafka.TopicReader;
import dev.eventstore.connect.kafka.TopicWriter;
import dev.eventstore.connect.kafka.Topics;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.read.StoreFiles;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.StatusRecord;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store that is stopped and goes on, as {@code up} and {@code run --from} do it. */
class RestoreIT {
  private static final String US = "  - {name: us, kafka: {topic: usage.us}}\n";
  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: tiny
      kafka: {bootstrap.servers: "%s"}
      event:
        id: id
        time: at
        key: account
        fields: {id: string, at: timestamp, account: string}
      sources:
        - {name: eu, kafka: {topic: usage.eu}}
      """
          + US
          + """
          meters:
            - {name: evidence, operators: [], targets: [archive]}
          targets:
            archive: {files: {path: out}}
          """;

  @TempDir Path folder;
  private EmbeddedKafka kafka;
  private KafkaProperties properties;

  @BeforeEach
  void startBroker() {
    kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0);
    properties = KafkaProperties.of(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    Topics.create("usage.eu", 2, properties);
    Topics.create("usage.us", 2, properties);
  }

  @AfterEach
  void stopBroker() {
    kafka.close();
  }

  @Test
  void aSourceThatHasLeftTheStoreFileHoldsNothingBack() throws Exception {
    send("usage.eu", "{\"id\":\"1\",\"at\":\"2026-08-05T10:00:00Z\",\"account\":\"a\"}");
    send("usage.us", "{\"id\":\"2\",\"at\":\"2026-08-05T10:00:00Z\",\"account\":\"a\"}");
    LocalStore both = store(STORE);
    try (LocalCluster cluster = LocalCluster.start(both.settings(SETTINGS), 2)) {
      JobID job = both.submit(cluster, SETTINGS, null);
      await(report -> stored(report, "eu") == 1 && stored(report, "us") == 1);
      assertThat(uploadStatus(cluster)).isEqualTo(404);
      cluster.stop(job, both.savepoints());
    }
    LocalStore one = store(STORE.replace(US, ""));
    try (LocalCluster cluster = LocalCluster.start(one.settings(SETTINGS), 2)) {
      JobID job = one.submit(cluster, SETTINGS, one.newestState().orElseThrow());
      try (TopicWriter writer = new TopicWriter("usage.eu", properties)) {
        writer.complete("{\"$complete\":\"2026-08\"}".getBytes(StandardCharsets.UTF_8));
      }
      await(report -> report.state() == PeriodReport.State.PUBLISHED);
      assertThat(cluster.failure(job)).isNull();
      awaitCheckpoint(one);
      cluster.cancel(job);
      assertThat(cluster.status(job)).isEqualTo(JobStatus.CANCELED);
    }
    assertThat(one.newestState().orElseThrow()).contains("/checkpoints/");
  }

  @Test
  void aPathWithoutStateIsOneSentence() throws Exception {
    LocalStore store = store(STORE);
    Path nothing = folder.resolve("nothing");
    try (LocalCluster cluster = LocalCluster.start(store.settings(SETTINGS), 2)) {
      assertThatThrownBy(() -> store.submit(cluster, SETTINGS, nothing.toString()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage(
              "no savepoint or checkpoint can be read at %s; name the folder that holds its"
                      .formatted(nothing)
                  + " _metadata file");
    }
  }

  private LocalStore store(String yaml) throws Exception {
    Path file = folder.resolve("store.yaml");
    Files.writeString(file, yaml.formatted(kafka.bootstrapServers()));
    LocalStore store = new LocalStore(StoreFiles.read(file), folder.resolve("state"), 2);
    store.check();
    return store;
  }

  private void send(String topic, String json) {
    try (TopicWriter writer = new TopicWriter(topic, properties)) {
      writer.send(null, json.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static long stored(PeriodReport report, String source) {
    return report.sources().containsKey(source) ? report.sources().get(source).stored() : 0;
  }

  /** Waits for a report of the period. */
  private void await(Predicate<PeriodReport> condition) {
    boolean[] found = {false};
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    try (TopicReader reader = new TopicReader("tiny.status", properties)) {
      while (!found[0] && System.nanoTime() < end) {
        reader.poll(json -> found[0] |= condition.test(parse(json)));
      }
    }
    assertThat(found[0]).as("a report in time").isTrue();
  }

  private static void awaitCheckpoint(LocalStore store) throws InterruptedException {
    for (int i = 0; i < 300 && !store.newestState().orElseThrow().contains("/checkpoints/"); i++) {
      Thread.sleep(100);
    }
  }

  private static PeriodReport parse(byte[] json) {
    try {
      return (PeriodReport) StatusRecord.fromJson(json);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the REST API says to a program that someone hands it. */
  private static int uploadStatus(LocalCluster cluster) throws Exception {
    HttpRequest upload =
        HttpRequest.newBuilder(URI.create(cluster.restAddress() + "/jars/upload"))
            .timeout(Duration.ofSeconds(20))
            .POST(HttpRequest.BodyPublishers.noBody())
            .build();
    return HttpClient.newHttpClient()
        .send(upload, HttpResponse.BodyHandlers.discarding())
        .statusCode();
  }
}
