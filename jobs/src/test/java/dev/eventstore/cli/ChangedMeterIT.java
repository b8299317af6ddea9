package dev.eventstore.cli;

import static dev.eventstore.local.OftenCheckpointed.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.LocalStore;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A meter becomes another under its name while periods that it was told of are in the store. */
class ChangedMeterIT {
  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: changing
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
        - name: steady
          operators:
            - aggregate: {by: path, values: {quantity: count()}}
          targets: usage
        - name: volume
          operators:
            - aggregate: {by: path, values: {quantity: sum(bytes)}}
          targets: usage
      targets:
        usage: {kafka: {topic: usage}}
      """;
  private static final String ADDED =
      """
        - name: added
          operators:
            - aggregate: {by: path, values: {quantity: sum(bytes)}}
          targets: usage
      targets:
      """;

  @TempDir Path folder;
  private BrokerStore broker;
  private Path file;

  @BeforeEach
  void start() throws Exception {
    broker = new BrokerStore(folder, STORE).topic("eu", 1).topic("usage", 1);
    file = broker.file;
  }

  @AfterEach
  void stop() {
    broker.close();
  }

  @Test
  void itSaysNothingOfPublishedPeriodsUntilTheyAreReprocessed() throws Exception {
    run(
        STORE.replace("PT0.5S", "PT15S"),
        2,
        () -> {
          send(event("1", "2026-08", "a", 10), event("2", "2026-08", "b", 20));
          complete("2026-08");
          assertThat(await(2)).containsExactlyInAnyOrder("steady 08 /x 0 2", "volume 08 /x 0 30");
          send(event("3", "2026-08", "a", 5), event("later", "2026-10", "a", 1));
          Cli.awaitStatus(file, "\"period\":\"2026-10\"");
        });

    // What was not published then, and a late event of one account, must neither be summed with a
    // maximum, nor be all there is.
    String changed =
        STORE
            .replace(
                "{by: path, values: {quantity: sum(bytes)}}",
                "{by: account, values: {quantity: max(bytes)}}")
            .replace("targets:\n  usage", ADDED + "  usage");
    run(
        changed,
        3,
        () -> {
          assertThat(await(3)).contains("steady 08 /x 1 3").hasSize(3);
          send(event("4", "2026-08", "a", 5), event("5", "2026-09", "a", 7));
          complete("2026-09");
          assertThat(await(7))
              .contains("steady 08 /x 2 4")
              .contains("steady 09 /x 0 1", "volume 09 a 0 7", "added 09 /x 0 7")
              .hasSize(7);
          Cli.awaitStatus(file, "\"reprocess\":[\"added\",\"volume\"]");
        });

    run(
        changed,
        1,
        () -> {
          send(event("6", "2026-08", "b", 1));
          assertThat(await(8)).contains("steady 08 /x 3 5").hasSize(8);
          Cli.awaitStatus(file, "\"reprocess\":[\"added\",\"volume\"]");

          assertThat(reprocess("2026-08").exit()).isZero();
          assertThat(await(12))
              .contains("volume 08 /x 1 null", "volume 08 a 0 10", "volume 08 b 0 20")
              .contains("added 08 /x 0 41")
              .hasSize(12);
          send(event("7", "2026-08", "b", 40));
          assertThat(await(15))
              .contains("steady 08 /x 4 6", "volume 08 b 1 40", "added 08 /x 1 81")
              .hasSize(15);
          assertThat(Cli.call("status", file, "--output", "json").out())
              .doesNotContain("reprocess");
        });
  }

  @Test
  void itsReleasedPeriodIsNotPublishedBeforeItIsReprocessed() throws Exception {
    String approved = STORE.replace("sources:", "release: {approval: required}\nsources:");
    run(
        approved,
        2,
        () -> {
          send(event("1", "2026-08", "a", 10), event("2", "2026-08", "b", 20));
          complete("2026-08");
          Cli.awaitStatus(file, "\"heldBy\":\"approval required\"");
        });

    run(
        approved.replace("sum(bytes)", "max(bytes)"),
        1,
        () -> {
          Cli.awaitStatus(file, "meters changed since the release: volume; reprocess it");
          assertThat(Cli.call("approve", file, "--period", "2026-08", "--reason", "a test").exit())
              .isZero();
          send(event("3", "2026-08", "b", 15));
          Cli.awaitStatus(file, "\"late\":1");
          assertThat(reprocess("2026-08").exit()).isZero();
          Cli.awaitStatus(file, "\"state\":\"published\"");
          assertThat(await(2)).containsExactlyInAnyOrder("steady 08 /x 0 3", "volume 08 /x 0 20");
        });
  }

  private interface Steps {
    void take() throws Exception;
  }

  /** Runs the store on from its last savepoint, and stops it with one. */
  private void run(String yaml, int parallelism, Steps steps) throws Exception {
    broker.write(yaml);
    LocalStore store = broker.at(parallelism);
    try (LocalCluster cluster = LocalCluster.start(store.settings(SETTINGS), parallelism)) {
      JobID job = store.submit(cluster, SETTINGS, store.newestState().orElse(null));
      steps.take();
      assertThat(cluster.failure(job)).isNull();
      cluster.stop(job, store.savepoints());
    }
  }

  private Cli reprocess(String period) {
    return Cli.call("reprocess", file, "--period", period, "--reason", "another meter");
  }

  private void complete(String period) {
    Cli.call("complete", file, "--source", "eu", "--period", period);
  }

  private void send(String... events) {
    broker.send("eu", events);
  }

  private static String event(String id, String month, String account, int bytes) {
    return "{\"id\":\"%s\",\"at\":\"%s-05T10:00:00Z\",\"account\":\"%s\",\"path\":\"/x\",\"bytes\":%d}"
        .formatted(id, month, account, bytes);
  }

  /** So many records, and those that come soon after: meter, month, group, revision, quantity. */
  private List<String> await(int records) {
    return broker.records("usage", records, Duration.ofSeconds(30), 8).stream()
        .map(ChangedMeterIT::figure)
        .toList();
  }

  private static String figure(String json) {
    JsonNode record = Json.read(json.getBytes(StandardCharsets.UTF_8));
    return String.join(
        " ",
        record.get("meter").textValue(),
        record.get("period").textValue().substring(5),
        record.get("group").elements().next().textValue(),
        record.get("revision").asText(),
        record.get("values").get("quantity").asText());
  }
}
