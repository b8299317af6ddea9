package dev.eventstore.connect.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.connect.ConnectException;
import dev.eventstore.connect.OutputRecord;
import dev.eventstore.connect.check.Preflight;
import dev.eventstore.output.SqlTable;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Database targets on a real PostgreSQL. */
@Timeout(90)
class JdbcTargetIT {
  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: shop
      event:
        id: id
        key: account
        time: at
        fields: {id: string, account: string, at: timestamp, n: integer}
      sources:
        - {name: eu, files: {path: in}}
      meters:
        - name: volume
          operators:
            - aggregate: {by: [account], values: {n: sum(n)}}
          targets: [ledger]
        - name: evidence
          targets: [events]
      targets:
        ledger: {jdbc: {url: "${env:URL}", table: usage, user: "${env:USER}", password: "${env:PW}"}}
        events: {jdbc: {url: "${env:URL}", table: billing.Events, user: "${env:USER}", password: "${env:PW}"}}
      """;

  @TempDir static Path folder;
  private static Postgres postgres;

  @BeforeAll
  static void start() throws Exception {
    postgres = Postgres.start(folder);
    Files.createDirectories(folder.resolve("in"));
    postgres.execute("CREATE SCHEMA billing");
    postgres.execute("CREATE USER writer PASSWORD 'right'");
    postgres.execute("GRANT USAGE ON SCHEMA billing TO writer");
  }

  @AfterAll
  static void stop() throws Exception {
    postgres.close();
  }

  @BeforeEach
  void createTables() throws Exception {
    postgres.execute("DROP TABLE IF EXISTS usage; DROP TABLE IF EXISTS billing.\"Events\"");
    for (String target : List.of("ledger", "events")) {
      StoreSpec spec = spec(postgres.url("postgres"), "writer", "right");
      postgres.execute(SqlTable.of(spec, spec.target(target)).create());
    }
    postgres.execute("GRANT SELECT, INSERT, UPDATE ON usage, billing.\"Events\" TO writer");
  }

  @Test
  void keepsTheHighestRevisionOfEachId() throws Exception {
    write("ledger", usage("a", 0, "1"), usage("b", 3, "\\u0000 '\\\""), usage("a", 1, "2"));
    write("ledger", usage("a", 0, "1"), usage("b", 2, "old"), usage("c", 0, "5"));

    assertThat(postgres.query("SELECT id || ' ' || revision FROM usage ORDER BY id"))
        .containsExactly("a 1", "b 3", "c 0");
    assertThat(
            postgres.query(
                "SELECT concat_ws(' ', store, meter, \"meterVersion\", period, start AT TIME ZONE"
                    + " 'UTC', zone, \"group\"->>'account', \"values\"->>'n', delta, reason,"
                    + " events, sources, digest) FROM usage WHERE id = 'a'"))
        .containsExactly(
            "shop volume v1 2026-10 2026-10-01 00:00:00 UTC 2 92233720368547758070 {\"n\":1}"
                + " release 3 {\"eu\":3} d");
    assertThat(postgres.query("SELECT \"group\" FROM usage WHERE id = 'b'"))
        .containsExactly("{\"account\":\"\\u0000 '\\\"\"}");
  }

  @Test
  void keepsTheLastWordOnEachEvent() throws Exception {
    List<OutputRecord> records = new ArrayList<>();
    for (int i = 0; i < 1_200; i++) {
      records.add(event("e" + i, "insert", 0));
    }
    records.add(event("e7", "delete", 1));
    write("events", records.toArray(new OutputRecord[0]));

    assertThat(postgres.query("SELECT op || count(*) FROM billing.\"Events\" GROUP BY op"))
        .containsExactlyInAnyOrder("insert1199", "delete1");
  }

  @Test
  void waitsForADatabaseThatIsAway() throws Exception {
    postgres.stop();
    CompletableFuture<Void> written =
        CompletableFuture.runAsync(
            () -> {
              try {
                write("ledger", usage("a", 0, "1"));
              } catch (Exception e) {
                throw new IllegalStateException(e);
              }
            });
    Thread.sleep(300);
    assertThat(written).isNotDone();
    postgres.startAgain();
    written.join();

    assertThat(postgres.query("SELECT id FROM usage ORDER BY id")).containsExactly("a");
  }

  @Test
  void failsWithTheRemedyWhereWaitingIsNoHelp() throws Exception {
    postgres.execute("DROP TABLE usage");

    assertThatThrownBy(() -> write("ledger", usage("a", 0, "1")))
        .isInstanceOf(ConnectException.class)
        .hasMessage(
            "table 'usage' of target 'ledger' does not exist; create it with what './event-store"
                + " ddl' prints");
  }

  @Test
  void preflightPassesWhatCanBeWrittenAndWritesNothing() throws Exception {
    assertThat(problems(postgres.url("postgres"), "writer", "right")).isEmpty();
    assertThat(postgres.query("SELECT id FROM usage")).isEmpty();
  }

  @Test
  void preflightTellsWhatIsWrongAndNeverTheSecret() throws Exception {
    assertThat(problems(postgres.url("postgres"), "writer", "s3cr3t"))
        .contains(
            "the database of target 'ledger' refused the login; check user and password of"
                + " targets.ledger.jdbc");
    assertThat(problems(postgres.url("nowhere"), "writer", "right"))
        .contains(
            "the database of target 'ledger' does not exist; create it, or correct"
                + " targets.ledger.jdbc.url");
    assertThat(problems("jdbc:postgresql://localhost:1/x?password=s3cr3t", "writer", "s3cr3t"))
        .contains(
            "the database of target 'ledger' cannot be reached; check targets.ledger.jdbc.url, the"
                + " network, and that the database runs")
        .allMatch(problem -> !problem.contains("s3cr3t"));
    assertThat(problems("jdbc:postgresql:/\\s3cr3t:x:y", "writer", "s3cr3t"))
        .hasSize(2)
        .allMatch(problem -> !problem.contains("s3cr3t"));
  }

  @Test
  void preflightTellsWhatIsWrongWithTheTable() throws Exception {
    postgres.execute("ALTER TABLE usage DROP COLUMN zone, DROP COLUMN \"end\"");
    postgres.execute("ALTER TABLE billing.\"Events\" DROP CONSTRAINT \"Events_pkey\"");
    assertThat(problems(postgres.url("postgres"), "writer", "right"))
        .containsExactly(
            "table 'usage' of target 'ledger' lacks end, zone; compare it with what"
                + " './event-store ddl' prints",
            "table 'billing.Events' of target 'events' has no primary key on \"id\"; add it as"
                + " './event-store ddl' prints it");

    postgres.execute("DROP TABLE billing.\"Events\"");
    postgres.execute("REVOKE UPDATE ON usage FROM writer");
    postgres.execute("ALTER TABLE usage ADD zone text, ADD \"end\" timestamptz");
    assertThat(problems(postgres.url("postgres"), "writer", "right"))
        .containsExactly(
            "table 'usage' of target 'ledger' may not be used by this user; grant it SELECT, INSERT"
                + " and UPDATE",
            "table 'billing.Events' of target 'events' does not exist; create it with what"
                + " './event-store ddl' prints");
  }

  private static List<String> problems(String url, String user, String password) throws Exception {
    return Preflight.problems(spec(url, user, password), folder.resolve("state").toString());
  }

  /** Writes records as one checkpoint does, whose batches are written twice. */
  private static void write(String target, OutputRecord... records) throws Exception {
    StoreSpec spec = spec(postgres.url("postgres"), "writer", "right");
    JdbcTarget sink = new JdbcTarget(spec, spec.target(target));
    JdbcWriter writer = (JdbcWriter) sink.createWriter(null);
    JdbcCommitter committer = sink.committer();
    try {
      for (OutputRecord record : records) {
        writer.write(record, null);
      }
      for (JdbcBatch batch : writer.prepareCommit()) {
        committer.write(batch);
        committer.write(batch);
      }
    } finally {
      committer.close();
      writer.close();
    }
  }

  private static StoreSpec spec(String url, String user, String password) throws Exception {
    return StoreFiles.read(
        Files.writeString(folder.resolve("store.yaml"), STORE),
        Map.of("URL", url, "USER", user, "PW", password));
  }

  private static OutputRecord usage(String id, int revision, String account) {
    return record(
        id,
        "{'id':'%s','store':'shop','meter':'volume','meterVersion':'v1','period':'2026-10',"
                .formatted(id)
            + "'start':'2026-10-01T00:00:00Z','end':'2026-11-01T00:00:00Z','zone':'UTC',"
            + "'group':{'account':'ACCOUNT'},'values':{'n':92233720368547758070},'revision':%d,"
                .formatted(revision)
            + "'delta':{'n':1},'reason':'release','events':3,'sources':{'eu':3},'digest':'d'}",
        account);
  }

  private static OutputRecord event(String id, String op, int revision) {
    return record(
        id,
        "{'store':'shop','meter':'evidence','period':'2026-10','op':'%s','revision':%d,"
                .formatted(op, revision)
            + "'event':{'id':'ACCOUNT','n':1}}",
        id);
  }

  private static OutputRecord record(String id, String json, String account) {
    byte[] bytes =
        json.replace('\'', '"').replace("ACCOUNT", account).getBytes(StandardCharsets.UTF_8);
    return new OutputRecord("volume", "2026-10", id.getBytes(StandardCharsets.UTF_8), bytes);
  }
}
