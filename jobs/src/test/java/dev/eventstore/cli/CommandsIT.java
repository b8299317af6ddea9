package dev.eventstore.cli;

import static dev.eventstore.local.OftenCheckpointed.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.LocalStore;
import dev.eventstore.spec.read.StoreFiles;
import dev.eventstore.usage.CommandReport;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
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
  private BrokerStore broker;
  private Path file;

  @Test
  void aHeldPeriodSurvivesRestartsAndIsPublishedOnce() throws Exception {
    try (BrokerStore started = start()) {
      LocalStore two = started.at(2);
      send("eu", "1", "2026-08-05", 1);
      try (LocalCluster cluster = LocalCluster.start(two.settings(SETTINGS), 2)) {
        JobID job = two.submit(cluster, SETTINGS, null);
        Cli.call("complete", file, "--source", "eu", "--period", "2026-08");
        waive("2026-08");
        Cli.awaitStatus(file, "\"state\":\"held\"");
        assertThat(records(1, 3)).isEmpty();
        cluster.stop(job, two.savepoints());
      }
      LocalStore three = started.at(3);
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
    try (BrokerStore started = start()) {
      LocalStore store = started.at(1);
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
                detail -> assertThat(detail).startsWith("2026-05 is past its retention and its"),
                detail -> assertThat(detail).startsWith("where "),
                detail -> assertThat(detail).isEqualTo("it has no command"),
                detail -> assertThat(detail).isEqualTo("it has no reason"));
        send("eu", "2", "2026-08-05", 1);
        Cli.awaitStatus(file, "\"state\":\"revised\"");
        cluster.cancel(job);
      }
    }
  }

  private BrokerStore start() throws Exception {
    broker = new BrokerStore(folder, STORE).topic("eu", 1).topic("us", 1).topic("usage", 1);
    file = broker.file;
    return broker;
  }

  private void send(String topic, String id, String day, int bytes) {
    broker.send(
        topic,
        "{\"id\":\"%s\",\"account\":\"a\",\"at\":\"%sT10:00:00Z\",\"bytes\":%d}"
            .formatted(id, day, bytes));
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
    broker.sendKeyed("usage-store.control", "command", command.replace('\'', '"'));
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
    return broker.records("usage", atLeast, Duration.ofSeconds(seconds));
  }
}
