package dev.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.LocalStore;
import dev.eventstore.local.OftenCheckpointed;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** How sources and periods stand, as it changes; and the audit trail. */
class StatusIT {
  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: tiny
      kafka: {bootstrap.servers: '%s'}
      event:
        id: id
        time: at
        key: account
        fields: {id: string, at: timestamp, account: string, bytes: decimal}
      release: {approval: required}
      sources:
        - {name: eu, region: Europe, kafka: {topic: eu}}
      meters:
        - name: volume
          operators:
            - aggregate: {by: account, values: {quantity: sum(bytes)}}
          targets: usage
      targets:
        usage: {kafka: {topic: usage}}
      """;

  @TempDir Path folder;

  @Test
  void watchesChangesAndShowsTheAuditTrail() throws Exception {
    try (BrokerStore broker = new BrokerStore(folder, STORE)) {
      Path file = broker.topic("eu", 1).topic("usage", 1).file;
      LocalStore store = broker.at(1);
      Map<String, String> settings = OftenCheckpointed.SETTINGS;
      try (LocalCluster cluster = LocalCluster.start(store.settings(settings), 1)) {
        JobID job = store.submit(cluster, settings, null);
        broker.send("eu", event("1", 10));
        Cli.awaitStatus(file, "\"stored\":1");
        Watch lines = new Watch("status", file, "--watch");
        Watch json = new Watch("status", file, "--watch", "--output", "json");
        lines.await("2026-08 open, revision 0: received 1, stored 1, quarantined 0; waits for eu");
        broker.send("eu", event("2", 5));
        lines.await("stored 2");
        Cli.call("complete", file, "--source", "eu", "--period", "2026-08");
        lines.await("2026-08 held", "waits for approval required");
        String[] reason = {"--reason", "as agreed", "--actor", "alice"};
        Cli.call(
            "approve", file, "--period", "2026-07", reason[0], reason[1], reason[2], reason[3]);
        Cli.call(
            "approve", file, "--period", "2026-08", reason[0], reason[1], reason[2], reason[3]);
        lines.await(
            "command approve 2026-07 refused, by alice: as agreed; nothing has been reported",
            "command approve 2026-08 applied, by alice: as agreed",
            "2026-08 published, revision 0");
        json.await("\"state\":\"published\"", "\"outcome\":\"refused\"");
        lines.end();
        json.end();
        assertThat(json.said().lines()).allMatch(line -> line.matches("[{]\"store\".*[}]"));

        assertThat(Cli.call("status", file, "--commands").out().lines().map(String::strip))
            .satisfiesExactly(
                head -> assertThat(head).startsWith("TIME").endsWith("DETAIL"),
                first ->
                    assertThat(first)
                        .containsPattern("approve +2026-07 +alice +as agreed +refused +- +nothing"),
                second ->
                    assertThat(second)
                        .containsPattern("approve +2026-08 +alice +as agreed +applied +- +-$"));
        assertThat(Cli.call("status", file, "--commands", "--output", "json").out())
            .startsWith("[{")
            .contains("\"outcome\":\"refused\"", "\"outcome\":\"applied\"");
        awaitTable(file, "eu +Europe +2026-09-01T00:00:00Z +[0-9]+d [0-9]+h +0\n");
        cluster.cancel(job);
        broker.send("eu", event("3", 1));
        broker.send("eu", event("4", 1));
        awaitTable(file, "eu +Europe +2026-09-01T00:00:00Z +[0-9]+d [0-9]+h +2\n");
      }
    }
  }

  /** The offsets are committed with the next checkpoint. */
  private static void awaitTable(Path file, String pattern) throws Exception {
    String table = Cli.call("status", file).out();
    for (int i = 0; i < 20 && !table.matches("(?s).*" + pattern + ".*"); i++) {
      Thread.sleep(500);
      table = Cli.call("status", file).out();
    }
    assertThat(table).containsPattern(pattern);
  }

  private static String event(String id, int bytes) {
    return "{\"id\":\"%s\",\"account\":\"a\",\"at\":\"2026-08-05T10:00:00Z\",\"bytes\":%d}"
        .formatted(id, bytes);
  }

  /** A command that goes on until nobody reads what it prints. */
  private static final class Watch {
    private final StringWriter said = new StringWriter();
    private final CompletableFuture<Integer> exit;
    private volatile boolean ended;

    Watch(Object... arguments) {
      CommandLine command = Main.commandLine();
      command.setOut(
          new PrintWriter(
              new Writer() {
                @Override
                public void write(char[] text, int offset, int length) throws IOException {
                  if (ended) {
                    throw new IOException("Broken pipe");
                  }
                  said.write(text, offset, length);
                }

                @Override
                public void flush() throws IOException {
                  write(new char[0], 0, 0);
                }

                @Override
                public void close() {
                  ended = true;
                }
              }));
      String[] words = new String[arguments.length];
      for (int i = 0; i < words.length; i++) {
        words[i] = arguments[i].toString();
      }
      exit = CompletableFuture.supplyAsync(() -> command.execute(words));
    }

    String said() {
      return said.toString();
    }

    void await(String... texts) throws Exception {
      for (int i = 0; i < 150 && !containsAll(texts); i++) {
        Thread.sleep(200);
      }
      assertThat(said()).contains(texts);
    }

    private boolean containsAll(String... texts) {
      for (String text : texts) {
        if (!said().contains(text)) {
          return false;
        }
      }
      return true;
    }

    void end() throws Exception {
      ended = true;
      assertThat(exit.get(30, TimeUnit.SECONDS)).isZero();
    }
  }
}
