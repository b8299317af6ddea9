package dev.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.LocalStore;
import dev.eventstore.local.OftenCheckpointed;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a held period would publish can be looked at, and is what it then publishes. */
class DraftsIT {
  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: tiny
      kafka: {bootstrap.servers: '%s'}
      event:
        id: id
        time: at
        key: account
        fields: {id: string, at: timestamp, account: string, region: string, bytes: decimal}
      reviseAfter: PT0.2S
      release: {approval: required}
      sources:
        - {name: eu, kafka: {topic: eu}}
      meters:
        - name: volume
          operators:
            - aggregate: {by: [region], values: {quantity: sum(bytes), most: max(bytes)}}
          targets: [usage]
        - {name: evidence, operators: [], targets: [usage]}
      targets:
        usage: {kafka: {topic: usage}}
      """;

  @TempDir Path folder;
  private BrokerStore broker;
  private Path file;

  @Test
  void theDraftsOfAHeldPeriodAreWhatItPublishes() throws Exception {
    try (BrokerStore started = new BrokerStore(folder, STORE)) {
      broker = started.topic("eu", 2).topic("usage", 1);
      file = broker.file;
      LocalStore store = broker.at(2);
      Map<String, String> settings = OftenCheckpointed.KEPT;
      try (LocalCluster cluster = LocalCluster.start(store.settings(settings), 2)) {
        JobID job = store.submit(cluster, settings, null);
        send(event("1", "a", "x", "1.5"), event("2", "b", "x", "2"), event("3", "b", "y", "4"));
        awaitDrafts(none -> none.err().contains("no period waits to be published"));
        Cli.call("complete", file, "--source", "eu", "--period", "2026-08", "--count", "3");
        Cli.awaitStatus(file, "\"state\":\"held\"");
        awaitDrafts(drafts -> drafts.out().contains("\"quantity\":\"3.5\""));
        // What changes the held period: a group grows, one moves, and one is new.
        send(event("4", "c", "x", "0.1"), event("3", "b", "z", "4"), event("5", "a", "y", "7"));
        Cli drafts =
            awaitDrafts(
                call ->
                    call.out().contains("\"quantity\":\"3.6\"")
                        && call.out().contains("\"quantity\":\"4\"")
                        && call.out().contains("\"quantity\":\"7\""));
        assertThat(drafts.err()).contains("at file:", "drafts of 2026-08 held");
        List<String> expected =
            drafts
                .out()
                .lines()
                .map(line -> line.replaceFirst("^\\{\"draft\":(.*)}$", "$1"))
                .toList();
        assertThat(expected).hasSize(3 + 5).allMatch(line -> line.contains("\"revision\":0"));
        assertThat(broker.records("usage")).isEmpty();

        Cli table = Cli.call("drafts", file, "--period", "2026-08");
        assertThat(table.exit()).as(table.err()).isZero();
        assertThat(table.out().lines())
            .hasSize(1 + 8)
            .anyMatch(row -> row.matches("2026-08 +volume +region=x +quantity=3.6, most=2 +3"));
        assertThat(Cli.call("drafts", file, "--period", "2026-09").err())
            .contains("the store knows nothing of 2026-09");

        Cli.call("approve", file, "--period", "2026-08", "--reason", "looked at");
        Cli.awaitStatus(file, "\"state\":\"published\"");
        assertThat(awaitPublished(expected.size())).containsExactlyInAnyOrderElementsOf(expected);
        awaitDrafts(none -> none.err().contains("no period waits to be published"));
        assertThat(Cli.call("drafts", file, "--period", "2026-08").err())
            .contains("2026-08 is published, and has no drafts");
        cluster.cancel(job);
      }
    }
  }

  @Test
  void whatCannotBeLookedAtIsOneSentence() throws Exception {
    file = Files.writeString(folder.resolve("store.yaml"), STORE.formatted("localhost:1"));

    assertThat(Cli.call("drafts", file).err())
        .startsWith("store 'tiny' has no savepoint or checkpoint in ")
        .endsWith("or name one with --at\n");
    assertThat(Cli.call("drafts", file, "--at", folder).err())
        .startsWith(folder + " has no _metadata file: it is being written, ")
        .endsWith("name another savepoint or checkpoint\n");
  }

  private void send(String... events) throws Exception {
    Path lines = Files.writeString(folder.resolve("events.jsonl"), String.join("", events));
    assertThat(Cli.call("send", file, "--source", "eu", lines).exit()).isZero();
  }

  private static String event(String id, String account, String region, String bytes) {
    return "{\"id\":\"%s\",\"at\":\"2026-08-05T10:00:00Z\",\"account\":\"%s\",\"region\":\"%s\",\"bytes\":\"%s\"}\n"
        .formatted(id, account, region, bytes);
  }

  private Cli awaitDrafts(Predicate<Cli> condition) throws InterruptedException {
    Cli drafts = Cli.call("drafts", file, "--output", "json");
    for (int i = 0; i < 40 && !condition.test(drafts); i++) {
      Thread.sleep(500);
      drafts = Cli.call("drafts", file, "--output", "json");
    }
    assertThat(drafts).matches(condition);
    return drafts;
  }

  private List<String> awaitPublished(int count) throws InterruptedException {
    for (int i = 0; i < 100 && broker.records("usage").size() < count; i++) {
      Thread.sleep(200);
    }
    return broker.records("usage");
  }
}
