package dev.eventstore.cli;

import static dev.eventstore.local.OftenCheckpointed.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.LocalStore;
import dev.eventstore.spec.read.StoreFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The events of another system become a store's first savepoint. */
class ImportIT {
  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: moved
      kafka: {bootstrap.servers: '%s'}
      event:
        id: id
        key: account
        time: at
        version: seq
        fields: {id: string, account: string, at: timestamp, bytes: decimal, seq: integer}
      sources:
        - {name: eu, kafka: {topic: eu}}
        - {name: us, kafka: {topic: us}}
      meters:
        - name: volume
          operators:
            - aggregate: {by: account, values: {quantity: sum(bytes), calls: count()}}
          targets: usage
        - {name: evidence, operators: [], targets: usage}
      targets:
        usage: {kafka: {topic: usage}}
      status: {kafka: {topic: status}}
      """;
  private static final String WHOLE = STORE.replace("topic: ", "topic: whole-");

  /** Of 41 events in 3 groups. */
  private static final int RECORDS = 44;

  @TempDir Path folder;
  private BrokerStore broker;
  private Path file;

  @Test
  void aStoreThatGoesOnFromItIsAsIfItHadReadAllByItself() throws Exception {
    try (BrokerStore started = new BrokerStore(folder, STORE)) {
      broker = started.topic("eu", 1).topic("us", 2).topic("usage", 1);
      broker.topic("whole-eu", 1).topic("whole-us", 2).topic("whole-usage", 1);
      file = broker.file;
      String savepoint = importBoth();
      assertThat(broker.records("usage")).as("nothing is published").isEmpty();

      run(broker.at(3), 3, savepoint, () -> report("eu"));
      broker.write(WHOLE);
      LocalStore whole = new LocalStore(StoreFiles.read(file), folder.resolve("whole"), 2);
      whole.check();
      run(
          whole,
          2,
          null,
          () -> {
            broker.send("whole-eu", eu());
            broker.send("whole-us", us());
            report("whole-eu");
          });

      List<String> published = broker.records("usage");
      assertThat(published)
          .hasSize(RECORDS)
          .containsExactlyInAnyOrderElementsOf(broker.records("whole-usage"));
      assertThat(counts("status")).isEqualTo(counts("whole-status")).contains("\"conflicts\":1");
    }
  }

  /** One source after the other; what is refused is in quarantine with its file and line. */
  private String importBoth() throws Exception {
    Path first = Files.write(folder.resolve("eu.jsonl"), List.of(eu()));
    Path more = Files.createDirectories(folder.resolve("us"));
    Files.write(more.resolve("1.jsonl"), List.of(us()));
    Cli missing = Cli.call("import", file, "--source", "eu", folder.resolve("none"));
    assertThat(missing.exit()).isEqualTo(1);
    assertThat(missing.err().strip()).hasLineCount(1).contains("none does not exist;");

    Cli eu = Cli.call("import", file, "--source", "eu", first);
    assertThat(eu.exit()).as(eu.err()).isZero();
    assertThat(eu.err())
        .contains("33 received: 30 stored, 1 duplicates, 0 replaced, 1 conflicts, 1 quarantined");
    assertThat(broker.records("moved.quarantine"))
        .singleElement()
        .asString()
        .contains("\"code\":\"malformed\"", "eu.jsonl", "\"line\":33");

    Cli again = Cli.call("import", file, "--source", "us", more);
    assertThat(again.exit()).isEqualTo(1);
    assertThat(again.err()).contains("add to one of an import with --from");
    Cli us =
        Cli.call("import", file, "--source=us", "--from", eu.out().strip(), more, "--output=json");
    assertThat(us.exit()).as(us.err()).isZero();
    JsonNode answer = Json.read(us.out().getBytes(StandardCharsets.UTF_8));
    assertThat(answer.get("stored").intValue()).isEqualTo(40);
    assertThat(answer.get("duplicates").intValue()).isEqualTo(7);
    return answer.get("savepoint").textValue();
  }

  private interface Reporting {
    void send() throws Exception;
  }

  private void run(LocalStore store, int parallelism, String from, Reporting reporting)
      throws Exception {
    try (LocalCluster cluster = LocalCluster.start(store.settings(SETTINGS), parallelism)) {
      JobID job = store.submit(cluster, SETTINGS, from);
      reporting.send();
      Cli.awaitStatus(file, "\"state\":\"published\"");
      String usage = from == null ? "whole-usage" : "usage";
      broker.records(usage, RECORDS, Duration.ofSeconds(30), 4);
      assertThat(cluster.failure(job)).isNull();
      Cli own =
          Cli.call(
              "import",
              file,
              "--source=us",
              "--from=" + cluster.stop(job, store.savepoints()),
              folder);
      assertThat(own.err()).contains("is not of an import: it holds how far sources were read");
    }
  }

  /** What came since: known, changed, reported by another before, and new. */
  private void report(String eu) {
    broker.send(eu, event(1, 1, 1), event(3, 1_000, 2), event(31, 31, 1), event(50, 50, 1));
    for (String source : new String[] {"eu", "us"}) {
      Cli.call("complete", file, "--source", source, "--period", "2026-08");
    }
  }

  private static String[] eu() {
    List<String> lines = new ArrayList<>();
    for (int id = 1; id <= 30; id++) {
      lines.add(event(id, id, 1));
    }
    lines.add(event(1, 1, 1));
    lines.add(event(2, 7, 0));
    lines.add("no json");
    return lines.toArray(String[]::new);
  }

  /**
   * With a marker, which promises nothing in an import: else the period would be released in it.
   */
  private static String[] us() {
    List<String> lines = new ArrayList<>();
    for (int id = 25; id <= 40; id++) {
      lines.add(event(id, id, 1));
    }
    lines.add("{\"$complete\":\"2026-08\"}");
    return lines.toArray(String[]::new);
  }

  private static String event(int id, int bytes, int version) {
    return "{\"id\":\"%d\",\"at\":\"2026-08-05T10:00:00Z\",\"account\":\"%s\",\"bytes\":%d,\"seq\":%d}"
        .formatted(id, "abc".charAt(id % 3), bytes, version);
  }

  /** What each source has in the period that was published. */
  private String counts(String status) {
    return broker.records(status).stream()
        .filter(report -> report.contains("\"state\":\"published\""))
        .map(report -> Json.read(report.getBytes(StandardCharsets.UTF_8)))
        .map(report -> report.get("sources") + " " + report.get("totals"))
        .reduce((earlier, later) -> later)
        .orElseThrow();
  }
}
