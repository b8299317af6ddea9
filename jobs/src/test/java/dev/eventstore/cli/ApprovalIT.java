package dev.eventstore.cli;

import static dev.eventstore.local.OftenCheckpointed.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.LocalStore;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A region is waived, the period waits for a named person, and is approved. */
class ApprovalIT {
  @TempDir Path folder;

  @Test
  void waiveThenApprove() throws Exception {
    String yaml =
        CliTest.STORE
                .replace(
                    "- {name: eu, files: {path: in}}",
                    "- {name: eu, kafka: {topic: eu}}\n  - {name: us, kafka: {topic: us}}")
                .replace("usage: {files: {path: out}}", "usage: {kafka: {topic: usage}}")
            + "kafka: {bootstrap.servers: '%s'}\nrelease: {approval: required}\n";
    try (BrokerStore broker = new BrokerStore(folder, yaml)) {
      Path file = broker.topic("eu", 2).topic("us", 2).topic("usage", 1).file;
      Path events =
          Files.writeString(
              folder.resolve("events.jsonl"),
              "{\"id\":\"1\",\"at\":\"2026-08-05T10:00:00Z\",\"account\":\"a\",\"bytes\":1}\n");
      LocalStore store = broker.at(2);
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
