package dev.eventstore.cli;

import static dev.eventstore.local.OftenCheckpointed.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.LocalStore;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A meter was wrong: it is changed, the store goes on from its savepoint, and publishes again. */
class ReprocessIT {
  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: usage-store
      kafka: {bootstrap.servers: '%s'}
      event:
        id: id
        key: account
        time: at
        fields: {id: string, account: string, at: timestamp, path: string, bytes: decimal}
      reviseAfter: PT0.5S
      sources:
        - {name: eu, kafka: {topic: eu}}
      meters:
        - name: volume
          operators:
            - filter: path != "/free"
            - aggregate: {by: path, values: {quantity: sum(bytes), calls: count()}}
          targets: usage
        - name: evidence
          operators:
            - filter: path != "/free"
          targets: events
      targets:
        usage: {kafka: {topic: usage}}
        events: {kafka: {topic: events}}
      """;

  @TempDir Path folder;
  private BrokerStore broker;
  private Path file;

  @Test
  void publishesWhatDiffersAndOnlyOnce() throws Exception {
    try (BrokerStore started = new BrokerStore(folder, STORE)) {
      broker = started.topic("eu", 2).topic("usage", 1).topic("events", 1);
      file = broker.file;
      LocalStore before = broker.at(2);
      try (LocalCluster cluster = LocalCluster.start(before.settings(SETTINGS), 2)) {
        JobID job = before.submit(cluster, SETTINGS, null);
        Cli.call("send", file, "--source", "eu", events());
        Cli.call("complete", file, "--source", "eu", "--period", "2026-08");
        assertThat(groups(await("usage", 3)))
            .containsExactlyInAnyOrder("/a 0 100 100", "/b 0 100 100", "/c 0 100 100");
        assertThat(await("events", 300)).hasSize(300);
        cluster.stop(job, before.savepoints());
      }

      String changed =
          STORE
              .replace("path != \"/free\"", "path != \"/a\"")
              .replace(
                  "- aggregate",
                  "- derive: {bytes: 'path == \"/b\" ? bytes * 2 : bytes'}\n      - aggregate");
      List<String> foretold = dryRun(changed);
      broker.write(changed);
      LocalStore after = broker.at(3);
      try (LocalCluster cluster = LocalCluster.start(after.settings(SETTINGS), 3)) {
        JobID job = after.submit(cluster, SETTINGS, after.newestState().orElseThrow());
        assertThat(reprocess().exit()).isZero();
        List<JsonNode> records = await("usage", 6);
        assertThat(groups(records))
            .contains("/a 1 null 0", "/b 1 200 100", "/free 0 100 100")
            .noneMatch(group -> group.startsWith("/c 1"));
        assertThat(records.subList(3, 6))
            .allMatch(record -> record.get("reason").textValue().equals("reprocessed"));
        List<JsonNode> events = await("events", 500);
        assertThat(events).filteredOn(event -> op(event, "delete", "/a")).hasSize(100);
        assertThat(events).filteredOn(event -> op(event, "insert", "/free")).hasSize(100);

        List<String> published = broker.records("usage").subList(3, 6);
        published.addAll(broker.records("events").subList(300, 500));
        assertThat(published).containsExactlyInAnyOrderElementsOf(foretold);

        assertThat(reprocess().exit()).isZero();
        assertThat(await("usage", 7)).as("nothing differs any more").hasSize(6);
        assertThat(await("events", 501)).hasSize(500);

        Cli.call("send", file, "--source", "eu", late());
        assertThat(groups(await("usage", 7))).contains("/b 2 202 101");

        Cli open = Cli.call("reprocess", file, "--period", "2026-09", "--reason", "a test");
        assertThat(open.exit()).isEqualTo(1);
        assertThat(open.err()).contains("2026-09 has not been released");
        cluster.cancel(job);
      }
    }
  }

  /**
   * From an older savepoint sources rewind, and what was published since comes again: the same
   * under the same id and revision. A meter is changed when that has happened.
   */
  @Test
  void aMeterIsChangedFromAnOlderSavepoint() throws Exception {
    try (BrokerStore started = new BrokerStore(folder, STORE)) {
      broker = started.topic("eu", 1).topic("usage", 1).topic("events", 1);
      file = broker.file;
      broker.send("eu", event("1", "a", "/a"), event("2", "b", "/b"));
      complete("2026-08");
      String older = run(null, () -> assertThat(await("usage", 2)).hasSize(2));
      broker.send("eu", event("3", "a", "/a"), later("4", "/a"), later("5", "/b"));
      complete("2026-09");
      run(older, () -> assertThat(await("usage", 5)).hasSize(5));
      List<String> published = broker.records("usage");

      String changed = STORE.replace("sum(bytes)", "max(bytes)");
      broker.write(changed);
      Cli refused = Cli.call("run", file, "--from", older);
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err())
          .contains("2026-09, 2026-08 came after " + older, "from other meters (volume) under");
      broker.write(STORE);
      StringWriter told = new StringWriter();
      Restart.check(broker.at(2), older).tell(new PrintWriter(told));
      assertThat(told.toString())
          .isEqualTo(
              "2026-09 was published after this savepoint: its records come again, by the same ids"
                  + " and revisions\n"
                  + "2026-08 was revised after this savepoint: its records come again, by the same"
                  + " ids and revisions\n");

      String caughtUp = run(older, () -> assertThat(await("usage", 8)).hasSize(8));
      assertThat(broker.records("usage").subList(5, 8))
          .containsExactlyInAnyOrderElementsOf(published.subList(2, 5));

      broker.write(changed);
      run(
          caughtUp,
          () -> {
            assertThat(reprocess().exit()).isZero();
            assertThat(groups(await("usage", 9)).subList(8, 9)).containsExactly("/a 2 1 2");
            broker.send("eu", later("6", "/b"));
            complete("2026-09");
            assertThat(await("usage", 10)).hasSize(9);
          });
    }
  }

  private interface Steps {
    void take() throws Exception;
  }

  /** Runs the store, and stops it with a savepoint. */
  private String run(String from, Steps steps) throws Exception {
    LocalStore store = broker.at(2);
    try (LocalCluster cluster = LocalCluster.start(store.settings(SETTINGS), 2)) {
      JobID job = store.submit(cluster, SETTINGS, from);
      steps.take();
      return cluster.stop(job, store.savepoints());
    }
  }

  private void complete(String period) {
    Cli.call("complete", file, "--source", "eu", "--period", period);
  }

  private static String later(String id, String path) {
    return event(id, "a", path).replace("2026-08", "2026-09");
  }

  /** What the changed store file would publish: it is shown, and the store is as it was. */
  private List<String> dryRun(String changed) throws Exception {
    broker.write(changed);
    Path other = Files.copy(file, folder.resolve("changed.yaml"));
    broker.write(STORE);
    Path listing = folder.resolve("differences.jsonl");
    Cli same = Cli.call("reprocess", file, "--dry-run");
    assertThat(same.exit()).as(same.err()).isZero();
    assertThat(same.out()).isEqualTo("nothing would change\n");

    Cli shown = Cli.call("reprocess", file, "--dry-run", "--store-file", other, "--to", listing);
    assertThat(shown.exit()).as(shown.err()).isZero();
    assertThat(shown.err()).contains("periods: 2026-08\n");
    assertThat(shown.out().lines().map(line -> line.strip().replaceAll(" +", " ")))
        .contains(
            "METER PERIOD CHANGED NEW GONE SUM OF DELTAS",
            "evidence 2026-08 0 100 100",
            "volume 2026-08 1 1 1 quantity +100, calls 0",
            "volume 2026-08 path=/b 1 quantity=200, calls=100 quantity=100, calls=0");

    Cli json =
        Cli.call(
            "reprocess",
            file,
            "--dry-run",
            "--store-file",
            other,
            "--output",
            "json",
            "--between",
            "2026-08",
            "2026-09");
    assertThat(json.out())
        .contains(
            "{\"meter\":\"volume\",\"period\":\"2026-08\",\"changed\":1,\"new\":1,\"gone\":1,"
                + "\"deltas\":{\"quantity\":\"100\",\"calls\":\"0\"}}");
    Cli open = Cli.call("reprocess", file, "--dry-run", "--period", "2026-09");
    assertThat(open.exit()).isEqualTo(1);
    assertThat(open.err()).contains("2026-09 has not been published", "published are 2026-08");
    assertThat(Cli.call("reprocess", file, "--period", "2026-08", "--to", listing).exit())
        .isEqualTo(2);
    assertThat(broker.records("usage")).hasSize(3);
    return Files.readAllLines(listing);
  }

  private Cli reprocess() {
    return Cli.call("reprocess", file, "--period", "2026-08", "--reason", "a was free");
  }

  /** Every group has events of every account. */
  private Path events() throws IOException {
    List<String> lines = new ArrayList<>();
    for (String path : List.of("/a", "/b", "/c", "/free")) {
      for (int i = 0; i < 100; i++) {
        lines.add(event(path + i, "a" + i, path));
      }
    }
    return Files.write(folder.resolve("events.jsonl"), lines);
  }

  private Path late() throws IOException {
    return Files.write(folder.resolve("late.jsonl"), List.of(event("late", "a7", "/b")));
  }

  private static String event(String id, String account, String path) {
    return "{\"id\":\"%s\",\"at\":\"2026-08-05T10:00:00Z\",\"account\":\"%s\",\"path\":\"%s\",\"bytes\":1}"
        .formatted(id, account, path);
  }

  private List<JsonNode> await(String topic, int records) {
    return broker.json(topic, records, Duration.ofSeconds(8));
  }

  private static List<String> groups(List<JsonNode> records) {
    return records.stream()
        .map(
            record ->
                record.get("group").get("path").textValue()
                    + " "
                    + record.get("revision")
                    + " "
                    + record.get("values").get("quantity").asText()
                    + " "
                    + record.get("values").get("calls"))
        .toList();
  }

  private static boolean op(JsonNode record, String op, String path) {
    return record.get("op").textValue().equals(op)
        && record.get("event").get("path").textValue().equals(path);
  }
}
