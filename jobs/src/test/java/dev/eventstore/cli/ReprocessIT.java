package dev.eventstore.cli;

import static dev.eventstore.local.OftenCheckpointed.SETTINGS;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.LocalStore;
import dev.eventstore.snapshot.PublishedFigures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
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
        assertThat(groups(arrived("usage", 3)))
            .containsExactlyInAnyOrder("/a 0 100 100", "/b 0 100 100", "/c 0 100 100");
        assertThat(arrived("events", 300)).hasSize(300);
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
        List<JsonNode> records = arrived("usage", 6);
        assertThat(groups(records))
            .contains("/a 1 null 0", "/b 1 200 100", "/free 0 100 100")
            .noneMatch(group -> group.startsWith("/c 1"));
        assertThat(records.subList(3, 6))
            .allMatch(record -> record.get("reason").textValue().equals("reprocessed"));
        List<JsonNode> events = arrived("events", 500);
        assertThat(events).filteredOn(event -> op(event, "delete", "/a")).hasSize(100);
        assertThat(events).filteredOn(event -> op(event, "insert", "/free")).hasSize(100);

        List<String> published = broker.records("usage").subList(3, 6);
        published.addAll(broker.records("events").subList(300, 500));
        assertThat(published).containsExactlyInAnyOrderElementsOf(foretold);

        assertThat(reprocess().exit()).isZero();
        assertThat(await("usage", 7)).as("nothing differs any more").hasSize(6);
        assertThat(await("events", 501)).hasSize(500);

        Cli.call("send", file, "--source", "eu", late());
        assertThat(groups(arrived("usage", 7))).contains("/b 2 202 101");

        Cli open = Cli.call("reprocess", file, "--period", "2026-09", "--reason", "a test");
        assertThat(open.exit()).isEqualTo(1);
        assertThat(open.err()).contains("2026-09 has not been released");
        cluster.cancel(job);
      }
    }
  }

  /**
   * From an older savepoint sources rewind, and what was published since does not come again; what
   * a changed meter makes of it is the next revision.
   */
  @Test
  void goesOnFromAnOlderSavepoint() throws Exception {
    try (BrokerStore started = new BrokerStore(folder, STORE)) {
      broker = started.topic("eu", 1).topic("usage", 1).topic("events", 1);
      file = broker.file;
      broker.send("eu", event("1", "a", "/a"), event("2", "b", "/b"));
      complete("2026-08");
      String older = run(null, () -> assertThat(arrived("usage", 2)).hasSize(2));
      broker.send("eu", event("3", "a", "/a"));
      broker.send("eu", later("4", "/a"), later("5", "/a"), later("6", "/b"));
      complete("2026-09");
      String newer = run(older, () -> assertThat(arrived("usage", 5)).hasSize(5));

      goesOnAsItWas(older, newer);
      goesOnUnderAnotherMeter(older);
      onceAndAddingUp();
    }
  }

  private void goesOnAsItWas(String older, String newer) throws Exception {
    broker.write(STORE.replace("/free\"\n    targets: events", "/b\"\n    targets: events"));
    Cli refused = Cli.call("run", file, "--from", older);
    broker.write(STORE);
    Cli again = Cli.call("run", file, "--published-in", newer);
    assertThat(again.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("from other meters (evidence) under");
    Cli turned = Cli.call("run", file, "--from", newer, "--published-in", older);
    assertThat(turned.exit()).isEqualTo(1);
    assertThat(turned.err()).contains(" was not taken after ", "does not tell what was published");
    StringWriter told = new StringWriter();
    rewind(older).tell(new PrintWriter(told));
    assertThat(told.toString())
        .hasLineCount(1)
        .startsWith("what was published after this savepoint is known from file:/")
        .endsWith(newer.substring(newer.indexOf(":/") + 1) + "/ and does not come again\n");

    run(
        older,
        rewind(older).figures(),
        () -> {
          broker.send("eu", event("7", "b", "/b"));
          assertThat(groups(arrived("usage", 6))).last().isEqualTo("/b 1 2 2");
          assertThat(arrived("events", 7)).hasSize(7);
        });
    assertThat(broker.records("usage")).hasSize(6);
    assertThat(broker.records("events")).hasSize(7);
  }

  private void goesOnUnderAnotherMeter(String older) throws Exception {
    broker.write(STORE.replace("sum(bytes)", "max(bytes)"));
    String changed =
        run(
            older,
            rewind(older).figures(),
            () -> assertThat(groups(arrived("usage", 7))).last().isEqualTo("/a 1 1 2"));
    run(
        changed,
        () -> {
          assertThat(reprocess().exit()).isZero();
          assertThat(groups(arrived("usage", 9)).subList(7, 9))
              .containsExactlyInAnyOrder("/a 2 1 2", "/b 2 1 2");
        });
  }

  /** Of each group every revision came once, and the deltas are what the last one says. */
  private void onceAndAddingUp() {
    Map<String, List<JsonNode>> groups =
        arrived("usage", 9).stream().collect(groupingBy(record -> record.get("id").textValue()));
    assertThat(groups.values())
        .allSatisfy(
            records -> {
              assertThat(records)
                  .extracting(record -> record.get("revision").intValue())
                  .containsExactlyElementsOf(IntStream.range(0, records.size()).boxed().toList());
              assertThat(records.stream().mapToInt(record -> quantity(record, "delta")).sum())
                  .isEqualTo(quantity(records.get(records.size() - 1), "values"));
            });
    assertThat(broker.records("events")).hasSize(7).doesNotHaveDuplicates();
  }

  private static int quantity(JsonNode record, String in) {
    return Integer.parseInt(record.get(in).get("quantity").textValue());
  }

  private Restart rewind(String older) throws Exception {
    return Restart.check(broker.at(2), older, new PublishedOption());
  }

  private interface Steps {
    void take() throws Exception;
  }

  /** Runs the store, and stops it with a savepoint. */
  private String run(String from, Steps steps) throws Exception {
    return run(from, Optional.empty(), steps);
  }

  private String run(String from, Optional<PublishedFigures> published, Steps steps)
      throws Exception {
    LocalStore store = broker.at(2);
    try (LocalCluster cluster = LocalCluster.start(store.settings(SETTINGS), 2)) {
      JobID job = store.submit(cluster, SETTINGS, from, published);
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

  /** So many records, however long they take. */
  private List<JsonNode> arrived(String topic, int records) {
    return broker.json(topic, records, Duration.ofMinutes(2));
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
