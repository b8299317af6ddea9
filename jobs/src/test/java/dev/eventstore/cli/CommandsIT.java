package dev.eventstore.cli;

import static dev.eventstore.local.OftenCheckpointed.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.connect.TopicReader;
import dev.eventstore.connect.TopicWriter;
import dev.eventstore.connect.Topics;
import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.LocalStore;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.StoreFiles;
import dev.eventstore.usage.CommandReport;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands over restarts, commands that are wrong, and what the audit trail says of them. */
class CommandsIT {
  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: usage-store
      kafka: {bootstrap.servers: '%s'}
      event:
        id: id
        key: account
        time: at
        fields: {id: string, account: string, at: timestamp, bytes: decimal}
      retention: P2M
      reviseAfter: PT0.5S
      release: {approval: required}
      sources:
        - {name: eu, kafka: {topic: eu}}
        - {name: us, kafka: {topic: us}}
      meters:
        - name: volume
          operators:
            - aggregate: {by: account, values: {quantity: sum(bytes)}}
          targets: usage
      targets:
        usage: {kafka: {topic: usage}}
      """;

  @TempDir Path folder;
  private KafkaProperties properties;
  private Path file;

  @Test
  void aHeldPeriodSurvivesRestartsAndIsPublishedOnce() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
      LocalStore two = store(kafka, 2);
      send("eu", "1", "2026-08-05", 1);
      try (LocalCluster cluster = LocalCluster.start(two.settings(SETTINGS), 2)) {
        JobID job = two.submit(cluster, SETTINGS, null);
        Cli.call("complete", file, "--source", "eu", "--period", "2026-08");
        waive("2026-08");
        Cli.awaitStatus(file, "\"state\":\"held\"");
        assertThat(records(1, 3)).isEmpty();
        cluster.stop(job, two.savepoints());
      }
      LocalStore three = store(kafka, 3);
      try (LocalCluster cluster = LocalCluster.start(three.settings(SETTINGS), 3)) {
        JobID job = three.submit(cluster, SETTINGS, three.newestState().orElseThrow());
        send("eu", "2", "2026-08-06", 2);
        Cli.awaitStatus(file, "\"stored\":2");
        // As a crash: what came since the last checkpoint is read again.
        cluster.cancel(job);
        job = three.submit(cluster, SETTINGS, three.newestState().orElseThrow());
        assertThat(records(1, 4)).isEmpty();

        command("approve", "2026-08");
        assertThat(records(1, 60))
            .singleElement()
            .asString()
            .contains("\"quantity\":\"3\"", "\"revision\":0", "\"reason\":\"release\"");
        send("us", "3", "2026-08-07", 4);
        assertThat(records(2, 60))
            .hasSize(2)
            .last()
            .asString()
            .as("of the region that was waived")
            .contains("\"quantity\":\"7\"", "\"revision\":1", "\"reason\":\"late\"");
        cluster.cancel(job);
      }
      assertThat(audit(2))
          .extracting(said -> said.command() + " " + said.outcome().word() + " " + said.actor())
          .containsExactly("waive applied alice", "approve applied alice");
      assertThat(audit(2)).allMatch(said -> said.reason().equals("as agreed"));
    }
  }

  @Test
  void aWrongCommandIsRefusedOnTheAuditTrailAndTheJobGoesOn() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
      LocalStore store = store(kafka, 1);
      send("eu", "0", "2026-05-05", 1);
      send("eu", "1", "2026-08-05", 1);
      try (LocalCluster cluster = LocalCluster.start(store.settings(SETTINGS), 1)) {
        JobID job = store.submit(cluster, SETTINGS, null);
        Cli.awaitStatus(file, "2026-08");
        hold("2026-05");
        for (String source : List.of("eu", "us")) {
          Cli.call("complete", file, "--source", source, "--period", "2026-08");
        }
        Cli.awaitStatus(file, "\"state\":\"held\"");
        command("approve", "2026-05");
        command("approve", "2026-06");
        command("approve", "2026-07");
        command("approve", "2026-08");
        Cli.awaitStatus(file, "\"end\":\"2026-09-01T00:00:00Z\",\"state\":\"published\"");
        raw("approve it");
        raw("{'command':'approve','period':'2026-08','actor':'a','reason':'r'}");
        raw("{'id':'1','command':'approve','period':'2026-99','actor':'a','reason':'r'}");
        raw(
            "{'id':'2','command':'waive','period':'2026-08','source':'x','actor':'a','reason':'r'}");
        raw("{'id':'3','command':'approve','period':'2026-08','actor':'a'}");
        raw("{'id':'4','command':'approve','period':'2026-08','actor':'a','reason':'r'}");
        raw("{'id':'5','command':'reprocess','period':'2026-05','actor':'a','reason':'r'}");
        raw("{'id':'6','command':'delete','where':'nothing','actor':'a','reason':'r'}");
        raw("{'id':'6','command':'delete','where':'nothing','actor':'a','reason':'r'}");
        raw("{'id':'7'}");
        raw("{'id':'8','command':'waive','period':'2026-09','source':'us','actor':'a'}");
        List<CommandReport> refused = audit(15).subList(5, 15);
        assertThat(refused).allMatch(said -> said.outcome() == CommandReport.Outcome.REFUSED);
        assertThat(refused)
            .extracting(CommandReport::detail)
            .satisfiesExactly(
                detail -> assertThat(detail).isEqualTo("it is no JSON object of a command"),
                detail -> assertThat(detail).isEqualTo("it has no id"),
                detail -> assertThat(detail).startsWith("'2026-99' is no period of this store"),
                detail -> assertThat(detail).isEqualTo("there is no source 'x'; there is eu, us"),
                detail -> assertThat(detail).isEqualTo("it has no reason"),
                detail -> assertThat(detail).isEqualTo("2026-08 is published already"),
                detail -> assertThat(detail).isEqualTo("2026-05 is past its retention"),
                detail -> assertThat(detail).startsWith("where "),
                detail -> assertThat(detail).isEqualTo("it has no command"),
                detail -> assertThat(detail).isEqualTo("it has no reason"));
        send("eu", "2", "2026-08-05", 1);
        Cli.awaitStatus(file, "\"state\":\"revised\"");
        cluster.cancel(job);
      }
    }
  }

  private LocalStore store(EmbeddedKafka kafka, int parallelism) throws Exception {
    properties = KafkaProperties.of(Map.of("bootstrap.servers", kafka.bootstrapServers()));
    file = folder.resolve("store.yaml");
    if (!Files.exists(file)) {
      Files.writeString(file, STORE.formatted(kafka.bootstrapServers()));
      Topics.create("eu", 1, properties);
      Topics.create("us", 1, properties);
      Topics.create("usage", 1, properties);
    }
    LocalStore store =
        new LocalStore(
            StoreFiles.read(file), folder.resolve(".event-store/usage-store"), parallelism);
    store.check();
    return store;
  }

  private void send(String topic, String id, String day, int bytes) {
    try (TopicWriter writer = new TopicWriter(topic, properties)) {
      String event =
          "{\"id\":\"%s\",\"account\":\"a\",\"at\":\"%sT10:00:00Z\",\"bytes\":%d}"
              .formatted(id, day, bytes);
      writer.send(null, event.getBytes(StandardCharsets.UTF_8));
    }
  }

  private void hold(String period) {
    command("hold", period);
  }

  private void waive(String period) {
    command("waive", period, "--source", "us");
  }

  private void command(String what, String period, Object... more) {
    List<Object> words =
        new ArrayList<>(
            List.of(what, file, "--period", period, "--reason", "as agreed", "--actor", "alice"));
    words.addAll(List.of(more));
    assertThat(Cli.call(words.toArray()).exit()).isZero();
  }

  private void raw(String command) {
    try (TopicWriter writer = new TopicWriter("usage-store.control", properties)) {
      writer.send(
          "command".getBytes(StandardCharsets.UTF_8),
          command.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The answers to commands, once there are so many. */
  private List<CommandReport> audit(int atLeast) throws Exception {
    List<CommandReport> said = List.of();
    for (int i = 0; i < 60 && said.size() < atLeast; i++) {
      Thread.sleep(500);
      said = List.copyOf(Reports.read(StoreFiles.read(file), folder).commands().values());
    }
    return said;
  }

  private List<String> records(int atLeast, int seconds) {
    List<String> read = new ArrayList<>();
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try (TopicReader reader = new TopicReader("usage", properties)) {
      while (read.size() < atLeast && System.nanoTime() < deadline) {
        reader.poll(json -> read.add(new String(json, StandardCharsets.UTF_8)));
      }
    }
    return read;
  }
}
