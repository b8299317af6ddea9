package dev.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventstore.connect.files.ParquetRead;
import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.LocalStore;
import dev.eventstore.local.OftenCheckpointed;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store is queried while it runs, and after it was stopped. */
class QueryIT {
  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: tiny
      kafka: {bootstrap.servers: '%s'}
      event:
        id: id
        time: at
        key: account
        fields: {id: string, at: timestamp, account: string, bytes: decimal, tags: strings}
      reviseAfter: PT0.2S
      sources:
        - {name: eu, region: europe, kafka: {topic: eu}}
      meters:
        - name: volume
          operators:
            - aggregate: {by: [account], values: {quantity: sum(bytes), calls: count()}}
          targets: [usage]
      targets:
        usage: {kafka: {topic: usage}}
      """;

  @TempDir Path folder;
  private BrokerStore broker;
  private Path file;

  @Test
  void queriesAStoreThatRunsAndOneThatHasStopped() throws Exception {
    try (BrokerStore started = new BrokerStore(folder, STORE)) {
      broker = started.topic("eu", 2).topic("usage", 1);
      file = broker.file;
      LocalStore store = broker.at(2);
      Map<String, String> settings = OftenCheckpointed.KEPT;
      String savepoint;
      try (LocalCluster cluster = LocalCluster.start(store.settings(settings), 2)) {
        JobID job = store.submit(cluster, settings, null);
        countsWhileEventsCome();
        assertThat(cluster.status(job)).isEqualTo(JobStatus.RUNNING);
        assertThat(Cli.call("complete", file, "--source", "eu", "--period", "2026-08").exit())
            .isZero();
        Cli.awaitStatus(file, "\"state\":\"published\"");
        joinsWhatWasPublished();
        savepoint = cluster.stop(job, store.savepoints());
      }
      readsEveryType(savepoint);
      filtersAsFlinkDoes(savepoint);
      writesFiles(savepoint);
      explainsWhatIsWrong(savepoint);
      refusesWhatIsNotWhole(savepoint);
    }
  }

  /** The counts of a checkpoint are those of its events, whatever comes meanwhile. */
  private void countsWhileEventsCome() throws Exception {
    AtomicBoolean enough = new AtomicBoolean();
    Thread sender =
        new Thread(
            () -> {
              for (int i = 0; !enough.get() && i < 500_000; i += 50) {
                send(i, 50);
              }
            });
    sender.start();
    try {
      long before = 0;
      for (int queries = 0; queries < 2; ) {
        List<JsonNode> periods =
            query(
                "SELECT p._period, e.n, p.stored FROM periods p JOIN (SELECT _period, COUNT(*) AS n"
                    + " FROM events GROUP BY _period) e ON e._period = p._period");
        long count = periods.stream().mapToLong(period -> period.get("n").longValue()).sum();
        assertThat(periods)
            .allSatisfy(period -> assertThat(period.get("n")).isEqualTo(period.get("stored")));
        if (count > before) {
          before = count;
          queries++;
        }
      }
      assertThat(sender.isAlive()).isTrue();
    } finally {
      enough.set(true);
      sender.join();
    }
  }

  private void joinsWhatWasPublished() throws Exception {
    String sql =
        "SELECT e.account, e.total, e.n, u._values['quantity'] AS quantity, u._values['calls'] AS"
            + " calls, u.revision, u.events FROM (SELECT account, SUM(`bytes`) AS total, COUNT(*) AS"
            + " n FROM events WHERE _period = '2026-08' GROUP BY account) e FULL JOIN (SELECT * FROM"
            + " usage WHERE meter = 'volume' AND _period = '2026-08') u ON u._group['account'] ="
            + " e.account ORDER BY e.account";
    List<JsonNode> rows = query(sql);
    for (int i = 0; i < 40 && rows.stream().anyMatch(row -> row.get("revision").isNull()); i++) {
      rows = query(sql);
    }
    assertThat(rows)
        .extracting(row -> row.get("account").asText())
        .containsExactly("a0", "a1", "a2");
    assertThat(rows)
        .allSatisfy(
            row -> {
              assertThat(row.get("total")).isEqualTo(row.get("quantity"));
              assertThat(row.get("n").asText()).isEqualTo(row.get("calls").asText());
              assertThat(row.get("events")).isEqualTo(row.get("n"));
              assertThat(row.get("revision").intValue()).isZero();
            });
    JsonNode period = query("SELECT * FROM periods WHERE _period = '2026-08'").get(0);
    assertThat(period.get("state").asText()).isEqualTo("published");
    assertThat(period.get("sources").get("eu").get("stored")).isEqualTo(period.get("stored"));
    assertThat(period.get("sources").get("eu").get("region").asText()).isEqualTo("europe");
  }

  private void readsEveryType(String savepoint) {
    Cli call =
        Cli.call(
            "query",
            file,
            "--at",
            savepoint,
            "--output",
            "json",
            "SELECT * FROM events WHERE id = '7'");
    assertThat(call.err())
        .contains("at " + savepoint, ", taken 20")
        .contains("eu is complete up to 2026-09-01T00:00:00Z");
    JsonNode event = Json.read(call.out().getBytes(StandardCharsets.UTF_8));
    assertThat(event.get("_received_at").asText()).matches("20.*Z");
    assertThat(call.out())
        .startsWith(
            "{\"id\":\"7\",\"at\":\"2026-09-05T10:00:00.000000007Z\",\"account\":\"a1\","
                + "\"bytes\":\"7.000000000000000001\",\"tags\":{\"k\":\"v\"},\"_source\":\"eu\","
                + "\"_region\":\"europe\",\"_period\":\"2026-09\",\"_received_at\":");
    Cli table = at(savepoint, "SELECT id, `bytes` FROM events WHERE id IN ('0', '7') ORDER BY id");
    assertThat(table.out())
        .isEqualTo(
            "id                 bytes\n 0  0.000000000000000001\n 7  7.000000000000000001\n");
    Cli csv =
        at(savepoint, "SELECT id, tags, CAST(NULL AS INT) AS n FROM events WHERE id = '7'", "csv");
    assertThat(csv.out()).isEqualTo("id,tags,n\n7,\"{\"\"k\"\":\"\"v\"\"}\",\n");
    Cli days =
        at(
            savepoint,
            "SELECT window_start, COUNT(DISTINCT account) AS accounts FROM TABLE(TUMBLE(TABLE"
                + " events, DESCRIPTOR(`at`), INTERVAL '1' DAY)) GROUP BY window_start, window_end"
                + " ORDER BY window_start",
            "csv");
    assertThat(days.out())
        .isEqualTo("window_start,accounts\n2026-08-05T00:00,3\n2026-09-05T00:00,3\n");
    assertThat(at(savepoint, "SELECT id FROM events WHERE id = 'x'").out()).isEqualTo("id\n");
    String all = at(savepoint, "SELECT COUNT(*) FROM events", "csv").out();
    assertThat(at(savepoint, "SELECT id FROM events", "csv").out().lines().count())
        .isEqualTo(1 + Long.parseLong(all.lines().toList().get(1)));
  }

  /**
   * What is passed over early makes no difference: an expression hides the column from it. All in
   * one query, in which a scan must not be taken for another one.
   */
  private void filtersAsFlinkDoes(String savepoint) {
    List<String> filters =
        List.of(
            "account = 'a1' AND _period = '2026-08'",
            "account IN ('a0', 'a2', 'x') AND _period > '2026-08'",
            "account = 'a1' OR _period = '2026-09'",
            "_period BETWEEN '2026-01' AND '2026-08' OR _period = '2026-10'",
            "'a2' = account AND account <> 'a1'",
            "account = 'a1'",
            "account = 'x'",
            "_period = '2026-09'",
            "TRUE");
    String seen = counts(filters, "events");
    String hidden =
        counts(
            filters,
            "(SELECT account || '' AS account, _period || '' AS _period, `bytes`, id FROM events)");
    Cli pushed = at(savepoint, seen, "csv");
    assertThat(pushed.exit()).as(pushed.err()).isZero();
    assertThat(pushed.out())
        .hasLineCount(1 + filters.size())
        .isEqualTo(at(savepoint, hidden, "csv").out());
    assertThat(
            at(
                    savepoint,
                    "SELECT COUNT(*) FROM usage WHERE meter = 'volume' AND _period = '2026-08'"
                        + " UNION ALL SELECT COUNT(*) FROM usage WHERE _period < '2026-08'",
                    "csv")
                .out()
                .lines()
                .skip(1))
        .containsExactlyInAnyOrder("3", "0");
  }

  private static String counts(List<String> filters, String from) {
    return IntStream.range(0, filters.size())
        .mapToObj(
            i ->
                "SELECT %d AS n, COUNT(*) AS c, SUM(`bytes`) AS s, MIN(id) AS m FROM %s WHERE %s"
                    .formatted(i, from, filters.get(i)))
        .collect(Collectors.joining(" UNION ALL ", "SELECT * FROM (", ") ORDER BY n"));
  }

  private void writesFiles(String savepoint) throws Exception {
    String sql =
        "SELECT id, `at`, `bytes`, tags, status IS NULL AS missing, ARRAY[1, 2] AS several"
            + " FROM (SELECT *, CAST(NULL AS STRING) AS status FROM events) WHERE id = '7'";
    Path parquet = folder.resolve("seven.parquet");
    Cli written = to(parquet, savepoint, "parquet", sql);
    assertThat(written.exit()).as(written.err()).isZero();
    assertThat(written.out()).isEmpty();
    assertThat(ParquetRead.rows(parquet))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.getString("id", 0)).isEqualTo("7");
              assertThat(row.getLong("at", 0)).isEqualTo(1_788_602_400_000_000L);
              assertThat(new BigDecimal(new BigInteger(row.getBinary("bytes", 0).getBytes()), 18))
                  .isEqualTo(new BigDecimal("7.000000000000000001"));
              assertThat(row.toString()).contains("key: k", "value: v", "missing: true");
            });
    assertThat(ParquetRead.about(parquet))
        .containsEntry("event-store.snapshot", savepoint)
        .containsEntry("event-store.promise.eu", "eu is complete up to 2026-09-01T00:00:00Z");

    Path csv = folder.resolve("seven.csv");
    assertThat(to(csv, savepoint, "csv", "SELECT id FROM events WHERE id = '7'").exit()).isZero();
    assertThat(csv).hasContent("id\n7\n");
    assertThat(to(csv, savepoint, "csv", "SELECT nothing FROM events").exit()).isEqualTo(1);
    assertThat(csv).as("what was whole stays").hasContent("id\n7\n");
    assertThat(to(parquet, savepoint, "parquet", "SELECT INTERVAL '1' DAY AS d").err())
        .contains("The column d is a INTERVAL")
        .contains("CAST it to STRING");
    Cli nowhere = at(savepoint, "SELECT 1", "parquet");
    assertThat(nowhere.exit()).isEqualTo(2);
    assertThat(nowhere.err()).contains("name it with --to");
  }

  private Cli to(Path to, String savepoint, String output, String sql) {
    return Cli.call(
        "query", file, "--at", savepoint, "--output", output, "--to", to.toString(), sql);
  }

  private void explainsWhatIsWrong(String savepoint) {
    assertThat(at(savepoint, "SELECT * FORM events").err())
        .contains(
            "Encountered \"events\" at line 1, column 15;",
            "events (id STRING, at TIMESTAMP_LTZ(9), ")
        .doesNotContain("expecting");
    assertThat(at(savepoint, "SELECT kb FROM events").err())
        .contains("From line 1, column 8", "Column 'kb' not found", "bytes DECIMAL(38, 18)");
    assertThat(at(savepoint, "SELECT * FROM event").err()).contains("Object 'event' not found");
    for (String other : List.of("DROP TABLE events", "EXPLAIN SELECT 1")) {
      Cli refused = at(savepoint, other);
      assertThat(refused.exit()).isEqualTo(1);
      assertThat(refused.err().lines().toList())
          .last()
          .asString()
          .startsWith("That is no query, and a snapshot is only read; give a SELECT");
    }
    assertThat(at(savepoint, "SELECT 1; SELECT 2").err())
        .endsWith("That is not one statement; give one SELECT at a time, which a ';' may end\n");
    assertThat(at(savepoint, "SELECT 1 AS n;\n", "csv").out()).isEqualTo("n\n1\n");
    assertThat(Cli.call("query", file).out()).contains("usage (id STRING, meter STRING, _period");

    Cli narrow =
        Cli.call(
            "query",
            file,
            "--at",
            savepoint,
            "--scale",
            "17",
            "--verbose",
            "SELECT `bytes` FROM events");
    assertThat(narrow.exit()).isEqualTo(1);
    assertThat(narrow.err())
        .containsPattern("event id=\\d+ has bytes = \\d+\\.000000000000000001, which DECIMAL")
        .contains("leave the column out");
    assertThat(
            Cli.call("query", file, "--at", savepoint, "--scale", "0", "SELECT id FROM events")
                .exit())
        .isZero();
  }

  private void refusesWhatIsNotWhole(String savepoint) throws Exception {
    Path other =
        Files.writeString(
            folder.resolve("other.yaml"),
            Files.readString(file).replace("store: tiny", "store: other"));
    Cli refused = Cli.call("query", other, "--at", savepoint, "SELECT 1");
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("store is other now and was tiny");

    Path place = Path.of(java.net.URI.create(savepoint));
    try (Stream<Path> files = Files.list(place)) {
      for (Path state : files.filter(path -> !path.endsWith("_metadata")).toList()) {
        Files.delete(state);
      }
    }
    assertThat(at(savepoint, "SELECT COUNT(*) FROM events").err())
        .contains("is not whole: 2 of its 2 files are gone");
  }

  private List<JsonNode> query(String sql) throws InterruptedException {
    Cli call = Cli.call("query", file, "--output", "json", sql);
    for (int i = 0; i < 60 && call.err().contains("has no savepoint or checkpoint"); i++) {
      Thread.sleep(500);
      call = Cli.call("query", file, "--output", "json", sql);
    }
    assertThat(call.exit()).as(call.err()).isZero();
    return call.out()
        .lines()
        .map(line -> Json.read(line.getBytes(StandardCharsets.UTF_8)))
        .toList();
  }

  private Cli at(String savepoint, String sql) {
    return at(savepoint, sql, "table");
  }

  private Cli at(String savepoint, String sql, String output) {
    return Cli.call("query", file, "--at", savepoint, "--output", output, sql);
  }

  /** Events of both periods and three accounts, some of them twice. */
  private void send(int first, int count) {
    List<String> events = new ArrayList<>();
    for (int i = first; i < first + count; i++) {
      String event =
          "{\"id\":\"%d\",\"at\":\"2026-0%d-05T10:00:00.000000007Z\",\"account\":\"a%d\",\"bytes\":\"%d.000000000000000001\",\"tags\":{\"k\":\"v\"}}"
              .formatted(i, 8 + i % 2, i % 3, i);
      events.add(event);
      if (i % 10 == 0) {
        events.add(event);
      }
    }
    broker.send("eu", events.toArray(String[]::new));
  }
}
