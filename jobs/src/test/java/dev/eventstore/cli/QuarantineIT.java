package dev.eventstore.cli;

import static dev.eventstore.local.OftenCheckpointed.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.LocalStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What was refused is seen, counted, mended and sent again; twice counts once. */
class QuarantineIT {
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
      reviseAfter: PT0.5S
      late: quarantine
      sources:
        - {name: eu, kafka: {topic: eu}}
        - {name: us, kafka: {topic: us}, format: csv}
      meters:
        - name: volume
          operators:
            - aggregate: {by: account, values: {quantity: sum(bytes)}}
          targets: usage
      targets:
        usage: {kafka: {topic: usage}}
      quarantine: %s
      """;

  @TempDir Path folder;
  private Path file;

  @Test
  void onATopic() throws Exception {
    listedMendedAndSentAgain("{kafka: {topic: refused}}");
  }

  @Test
  void inAFolder() throws Exception {
    listedMendedAndSentAgain("{files: {path: refused}}");
  }

  private void listedMendedAndSentAgain(String quarantine) throws Exception {
    try (BrokerStore broker = new BrokerStore(folder, STORE.formatted("%s", quarantine))) {
      file = broker.topic("eu", 1).topic("us", 1).topic("usage", 1).file;
      LocalStore store = broker.at(1);
      try (LocalCluster cluster = LocalCluster.start(store.settings(SETTINGS), 1)) {
        JobID job = store.submit(cluster, SETTINGS, null);
        send(event("1", "1"), "{\"id\":\"2\"", event("3", "\"many\""));
        Cli.awaitStatus(
            file, "\"stored\":1,\"duplicates\":0,\"conflicts\":0,\"replaced\":0,\"quarantined\":1");
        Path refused = awaitRefused(2);

        assertThat(quarantine("list").out())
            .contains("SOURCE  CODE        REFUSED  RESUBMITTED")
            .contains("eu      malformed         1            0")
            .contains("eu      wrong-type        1            0")
            .contains("eu/0/2")
            .contains("'bytes' takes a decimal");
        Files.writeString(
            refused,
            Files.readString(refused)
                .replace("\\\"many\\\"", "4")
                .replace("\\\"2\\\"", "\\\"2\\\" "));

        assertThat(resubmit("--from", refused, "--code", "wrong-type", "--dry-run").err())
            .isEqualTo("would send 1 record again\n");
        assertThat(resubmit("--from", refused, "--code", "wrong-type").err())
            .isEqualTo("sent 1 record again\n");
        Cli.awaitStatus(file, "\"stored\":2");
        assertThat(resubmit("--from", refused, "--code", "wrong-type").err())
            .isEqualTo("sent 0 records again; left out 1 that had been sent again before\n");
        assertThat(resubmit("--from", refused, "--at", "eu/0/2", "--again").exit()).isZero();
        Cli.awaitStatus(file, "\"stored\":2,\"duplicates\":1");
        assertThat(quarantine("list", "--code", "wrong-type").out())
            .contains("eu      wrong-type        1            1")
            .doesNotContain("malformed");

        Cli.call("complete", file, "--source", "eu", "--period", "2026-08");
        Cli.call("complete", file, "--source", "us", "--period", "2026-08");
        Cli.awaitStatus(file, "\"state\":\"published\"");
        String late = ",a,2026-08-05T10:00:00Z,16\n";
        broker.send("us", "id,account,at,bytes\n5" + late + "6" + late);
        awaitRefused(4);
        assertThat(resubmit("--code", "late", "--at", "us/0/1/2").err())
            .isEqualTo("sent 1 record again\n");
        assertThat(Cli.awaitStatus(file, "\"late\":3").out()).contains("\"state\":\"revised\"");
        assertThat(resubmit("--code", "late").err())
            .isEqualTo("sent 1 record again; left out 1 that had been sent again before\n");
        Cli.awaitStatus(file, "\"late\":4");

        assertThat(quarantine("list", "--source", "asia").err())
            .isEqualTo("store 'usage-store' has no source 'asia'; it has eu, us\n");
        assertThat(resubmit("--source", "asia").exit()).isEqualTo(1);
        Cli nobody = Cli.call("quarantine", file, "resubmit", "--code", "late");
        assertThat(nobody.exit()).as("without a reason").isEqualTo(2);
        cluster.cancel(job);
      }
    }
  }

  /** Else mended usage of a month would be billed in that of the resubmission. */
  @Test
  void withoutEventTimeARecordSentAgainKeepsItsTimestamp() throws Exception {
    String yaml = STORE.formatted("%s", "{kafka: {topic: refused}}").replace("  time: at\n", "");
    try (BrokerStore broker = new BrokerStore(folder, yaml)) {
      file = broker.topic("eu", 1).topic("us", 1).topic("usage", 1).file;
      LocalStore store = broker.at(1);
      try (LocalCluster cluster = LocalCluster.start(store.settings(SETTINGS), 1)) {
        JobID job = store.submit(cluster, SETTINGS, null);
        Instant then = Instant.now().minus(Duration.ofDays(70));
        broker.sendAt("eu", then, "{\"id\":\"1\",\"account\":\"a\"");
        Path refused = awaitRefused(1);
        String month = "\"period\":\"%s\"".formatted(then.toString().substring(0, 7));
        assertThat(refused)
            .content()
            .contains(month, then.truncatedTo(ChronoUnit.MILLIS).toString());
        Files.writeString(refused, Files.readString(refused).replace("\\\"a\\\"", "\\\"a\\\"}"));

        assertThat(resubmit("--from", refused).err()).isEqualTo("sent 1 record again\n");
        assertThat(Cli.awaitStatus(file, "\"stored\":1").out())
            .containsPattern(month + ".*\"stored\":1,.*\"quarantined\":1");
        cluster.cancel(job);
      }
    }
  }

  private void send(String... lines) throws Exception {
    Path events = Files.write(folder.resolve("events.jsonl"), List.of(lines));
    assertThat(Cli.call("send", file, "--source", "eu", events).exit()).isZero();
  }

  private static String event(String id, String bytes) {
    return "{\"id\":\"%s\",\"account\":\"a\",\"at\":\"2026-08-05T10:00:00Z\",\"bytes\":%s}"
        .formatted(id, bytes);
  }

  /** What the quarantine has, as JSON lines in a file, once there are so many. */
  private Path awaitRefused(int records) throws Exception {
    String out = "";
    for (int i = 0; i < 60 && out.lines().count() < records; i++) {
      Thread.sleep(300);
      out = quarantine("list", "--output", "json").out();
    }
    assertThat(out.lines()).hasSize(records);
    return Files.writeString(folder.resolve("refused.jsonl"), out);
  }

  private Cli quarantine(Object... arguments) {
    List<Object> words = new ArrayList<>(List.of("quarantine", file));
    words.addAll(List.of(arguments));
    return Cli.call(words.toArray());
  }

  private Cli resubmit(Object... arguments) {
    List<Object> words = new ArrayList<>(List.of("resubmit", "--reason", "a test"));
    words.addAll(List.of(arguments));
    return quarantine(words.toArray());
  }
}
