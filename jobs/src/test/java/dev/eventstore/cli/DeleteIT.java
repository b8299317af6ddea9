package dev.eventstore.cli;

import static dev.eventstore.local.OftenCheckpointed.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.LocalStore;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events are deleted by identity, by key and by an expression, and revise what they changed. */
class DeleteIT {
  private static final int ACCOUNTS = 60;
  private static final int EVENTS = 100;

  @TempDir Path folder;
  private BrokerStore broker;
  private Path file;

  @Test
  void deletesRevisesAndAnswers() throws Exception {
    try (BrokerStore started = new BrokerStore(folder, store("%s"))) {
      broker = started.topic("eu", 2).topic("usage", 1).topic("rows", 1);
      file = broker.file;
      LocalStore store = broker.at(2);
      try (LocalCluster cluster = LocalCluster.start(store.settings(SETTINGS), 2)) {
        JobID job = store.submit(cluster, SETTINGS, null);
        Cli.call("send", file, "--source", "eu", events());
        Cli.call("complete", file, "--source", "eu", "--period", "2026-08");
        await(ACCOUNTS);

        Cli dryRun = delete("--ids", ids(), "--dry-run", "--output", "json");
        assertThat(dryRun.out())
            .isEqualTo("{\"input\":5000,\"unique\":4950,\"modified\":4850,\"dryRun\":true}\n");
        Cli deleted = deleteFromInput("--output", "json");
        assertThat(deleted.out())
            .isEqualTo("{\"input\":5000,\"unique\":4950,\"modified\":4850,\"dryRun\":false}\n");
        assertThat(deleted.exit()).isZero();
        Map<String, JsonNode> revised = revisions(await(ACCOUNTS + 49), 1);
        assertThat(revised).as("whole accounts, and half of the next").hasSize(49);
        assertThat(revised.get("a0").get("values").toString())
            .isEqualTo("{\"quantity\":null,\"calls\":0}");
        assertThat(revised.get("a0").get("events").intValue()).isZero();
        assertThat(revised.get("a0").get("reason").textValue()).isEqualTo("deleted");
        assertThat(revised.get("a48").get("values").toString())
            .isEqualTo("{\"quantity\":\"50\",\"calls\":50}");
        assertThat(revised.get("a48").get("delta").toString())
            .isEqualTo("{\"quantity\":\"-50\",\"calls\":-50}");

        assertThat(delete("--ids", ids(), "--output", "json").out())
            .as("again there is nothing left")
            .contains("\"modified\":0");
        assertThat(delete("--key", "a49", "--output", "json").out())
            .isEqualTo("{\"modified\":100,\"dryRun\":false}\n");
        assertThat(delete("--where", "account == \"a50\" && n < 10").out())
            .isEqualTo("MODIFIED\n      10\n");
        assertThat(revisions(await(ACCOUNTS + 51), 1)).containsKeys("a49", "a50").hasSize(51);

        Cli refused = delete("--where", "nothing > 1");
        assertThat(refused.exit()).isEqualTo(1);
        assertThat(refused.err()).contains("where").contains("nothing").doesNotContain("\tat ");
        assertThat(Cli.awaitStatus(file, "\"deleted\":4960").out()).contains("\"revised\"");
        isInNoLaterSnapshot(cluster.stop(job, store.savepoints()));
      }
    }
  }

  /** Neither in what a query of it says, nor in its bytes; those that were not deleted are. */
  private void isInNoLaterSnapshot(String savepoint) throws IOException {
    Cli query =
        Cli.call(
            "query",
            file,
            "--at",
            savepoint,
            "--output",
            "csv",
            "SELECT COUNT(*), SUM(CASE WHEN n < 10 THEN 1 ELSE 0 END) FROM events WHERE account IN"
                + " ('a0', 'a49', 'a50')");
    assertThat(query.out()).as(query.err()).endsWith("\n90,0\n");
    Set<String> notes = new HashSet<>();
    try (Stream<Path> files = Files.walk(Path.of(URI.create(savepoint)))) {
      for (Path part : files.filter(Files::isRegularFile).toList()) {
        Matcher note =
            Pattern.compile("note(\\d+)!")
                .matcher(Files.readString(part, StandardCharsets.ISO_8859_1));
        while (note.find()) {
          notes.add(note.group(1));
        }
      }
    }
    Set<String> kept =
        IntStream.range(0, ACCOUNTS * EVENTS)
            .filter(i -> i >= 4_850 && i / EVENTS != 49 && (i / EVENTS != 50 || i % EVENTS >= 10))
            .mapToObj(String::valueOf)
            .collect(Collectors.toSet());
    assertThat(notes).isEqualTo(kept);
  }

  private Cli delete(Object... arguments) {
    List<Object> words = new ArrayList<>(List.of("delete", file, "--reason", "a test"));
    words.addAll(List.of(arguments));
    return Cli.call(words.toArray());
  }

  /** The same ids, on standard input. */
  private Cli deleteFromInput(String... options) throws IOException {
    InputStream before = System.in;
    try (InputStream ids = Files.newInputStream(ids())) {
      System.setIn(ids);
      return delete(Stream.concat(Stream.of("--ids", "-"), Stream.of(options)).toArray());
    } finally {
      System.setIn(before);
    }
  }

  /** Of 5,000 lines 50 repeat others, and 100 are of no event; a byte order mark is before them. */
  private Path ids() throws IOException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 4_850; i++) {
      ids.add("e" + i);
    }
    ids.addAll(ids.subList(0, 50));
    for (int i = 0; i < 100; i++) {
      ids.add("unknown" + i);
    }
    ids.set(0, "\uFEFF" + ids.get(0));
    return Files.write(folder.resolve("ids.txt"), ids);
  }

  private Path events() throws IOException {
    List<String> lines = new ArrayList<>();
    for (int i = 0; i < ACCOUNTS * EVENTS; i++) {
      lines.add(
          "{\"id\":\"e%d\",\"at\":\"2026-08-05T10:00:00Z\",\"account\":\"a%d\",\"n\":%d,\"bytes\":1,\"note\":\"note%d!\"}"
              .formatted(i, i / EVENTS, i % EVENTS, i));
    }
    return Files.write(folder.resolve("events.jsonl"), lines);
  }

  /** All usage records, once there are so many. */
  private List<JsonNode> await(int records) {
    List<JsonNode> read = broker.json("usage", records, Duration.ofSeconds(60));
    assertThat(read).hasSize(records);
    return read;
  }

  private static Map<String, JsonNode> revisions(List<JsonNode> records, int revision) {
    Map<String, JsonNode> revisions = new TreeMap<>();
    for (JsonNode record : records) {
      if (record.get("revision").intValue() == revision) {
        revisions.put(record.get("group").get("account").textValue(), record);
      }
    }
    return revisions;
  }

  private static String store(String broker) {
    return """
        apiVersion: eventstore/v1
        store: usage-store
        kafka: {bootstrap.servers: '%s'}
        event:
          id: id
          key: account
          time: at
          fields: {id: string, account: string, at: timestamp, n: integer, bytes: decimal, note: string}
        reviseAfter: PT0.5S
        sources:
          - {name: eu, kafka: {topic: eu}}
        meters:
          - name: volume
            operators:
              - aggregate: {by: account, values: {quantity: sum(bytes), calls: count()}}
            targets: usage
          - {name: evidence, operators: [], targets: rows}
        targets:
          usage: {kafka: {topic: usage}}
          rows: {kafka: {topic: rows}}
        """
        .formatted(broker);
  }
}
