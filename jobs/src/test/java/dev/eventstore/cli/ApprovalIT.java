package dev.eventstore.cli;

import static dev.eventstore.local.OftenCheckpointed.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.connect.Topics;
import dev.eventstore.local.EmbeddedKafka;
import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.LocalStore;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.StoreFiles;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A region is waived, the period waits for a named person, and is approved. */
class ApprovalIT {
  @TempDir Path folder;

  @Test
  void waiveThenApprove() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("kafka"), 0)) {
      String broker = kafka.bootstrapServers();
      Path file =
          Files.writeString(
              folder.resolve("store.yaml"),
              CliTest.STORE
                      .replace(
                          "- {name: eu, files: {path: in}}",
                          "- {name: eu, kafka: {topic: eu}}\n  - {name: us, kafka: {topic: us}}")
                      .replace("usage: {files: {path: out}}", "usage: {kafka: {topic: usage}}")
                  + "kafka: {bootstrap.servers: '"
                  + broker
                  + "'}\nrelease: {approval: required}\n");
      KafkaProperties properties = KafkaProperties.of(Map.of("bootstrap.servers", broker));
      Topics.create("eu", 2, properties);
      Topics.create("us", 2, properties);
      Topics.create("usage", 1, properties);
      Path events =
          Files.writeString(
              folder.resolve("events.jsonl"),
              "{\"id\":\"1\",\"at\":\"2026-08-05T10:00:00Z\",\"account\":\"a\",\"bytes\":1}\n");
      LocalStore store = new LocalStore(StoreFiles.read(file), folder.resolve("state"), 2);
      store.check();
      try (LocalCluster cluster = LocalCluster.start(store.settings(SETTINGS), 2)) {
        JobID job = store.submit(cluster, SETTINGS, null);
        Cli.call("send", file, "--source", "eu", events);
        Cli.call("complete", file, "--source", "eu", "--period", "2026-08", "--count", "1");
        Cli.awaitStatus(file, "\"state\":\"open\"");

        Cli waive =
            Cli.call(
                "waive", file, "--source", "us", "--period", "2026-08", "--reason", "it is down");
        assertThat(waive.exit()).isZero();
        Cli.awaitStatus(file, "\"state\":\"held\"");
        assertThat(Cli.call("status", file).out()).contains("held").contains("approval required");

        Cli approve =
            Cli.call(
                "approve",
                file,
                "--period",
                "2026-08",
                "--reason",
                "us had no usage",
                "--actor",
                "alice");
        assertThat(approve.exit()).isZero();
        assertThat(Cli.awaitStatus(file, "\"state\":\"published\"").out())
            .contains("\"approvedBy\":\"alice: us had no usage\"");
        cluster.cancel(job);
      }
      assertThat(Cli.call("approve", file, "--period", "2026-08").exit()).isEqualTo(2);
      assertThat(Cli.call("hold", file, "--period", "2026", "--reason", "x").exit()).isEqualTo(2);
      assertThat(
              Cli.call("waive", file, "--source", "x", "--period", "2026-08", "--reason", "x")
                  .exit())
          .isEqualTo(1);
    }
  }
}
