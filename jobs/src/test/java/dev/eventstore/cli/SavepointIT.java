package dev.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventstore.snapshot.SavedStates;
import dev.eventstore.snapshot.SavedStates.Saved;
import dev.eventstore.snapshot.Snapshot;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A running store is saved, stopped and gone on with, by the command line. */
class SavepointIT {
  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: saved
      kafka: {bootstrap.servers: '%s'}
      event:
        id: id
        key: account
        time: at
        fields: {id: string, account: string, at: timestamp, bytes: decimal}
      sources:
        - {name: eu, kafka: {topic: eu}}
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
  void savepointStopAndGoOn() throws Exception {
    try (BrokerStore broker = new BrokerStore(folder, STORE).topic("eu", 1).topic("usage", 1)) {
      Path file = broker.file;
      assertThat(Cli.call("savepoint", file))
          .extracting(Cli::exit, cli -> cli.err().contains("does not run in"))
          .containsExactly(1, true);

      broker.send("eu", event("1", "2026-08", 1), "{\"$complete\":\"2026-08\"}");
      broker.send("eu", event("2", "2026-09", 2));
      String before;
      String last;
      try (ChildCli run = start(file, "first.out")) {
        assertThat(broker.records("usage", 1, Duration.ofSeconds(60))).hasSize(1);
        Cli saved = Cli.call("savepoint", file, "--to", folder.resolve("kept"));
        assertThat(saved.exit()).as(saved.err()).isZero();
        before = saved.out().strip();
        assertThat(Path.of(URI.create(before))).startsWith(folder.resolve("kept")).isDirectory();
        assertThat(run.runs()).isTrue();

        Cli stopped = Cli.call("stop", file, "--output", "json");
        assertThat(stopped.exit()).as(stopped.err()).isZero();
        JsonNode answer = Json.read(stopped.out().getBytes(StandardCharsets.UTF_8));
        assertThat(answer.get("store").textValue()).isEqualTo("saved");
        last = answer.get("savepoint").textValue();
        assertThat(Path.of(URI.create(last)))
            .startsWith(folder.resolve(".event-store/saved/savepoints"));
        assertThat(run.exit()).as(run.said()).isZero();
      }
      Cli gone = Cli.call("stop", file);
      assertThat(gone.exit()).isEqualTo(1);
      assertThat(gone.err()).contains("store 'saved' does not run in");
      assertThat(Cli.call("stop", file, "--jobmanager", "127.0.0.1:1").err())
          .contains("no Flink cluster answers at 127.0.0.1:1");
      assertThat(Cli.call("stop", file, "--jobmanager", "nowhere").err())
          .isEqualTo("'nowhere' is no address; write HOST:PORT of Flink's REST API\n");

      Cli snapshots = Cli.call("status", file, "--snapshots");
      assertThat(snapshots.out().lines().toList())
          .last()
          .asString()
          .contains("savepoint ", "2026-08 published, 2026-09 open");
      JsonNode newest =
          Json.read(
              Cli.call("status", file, "--snapshots", "--output", "json")
                  .out()
                  .getBytes(StandardCharsets.UTF_8));
      JsonNode listed = newest.get(newest.size() - 1);
      assertThat(URI.create(listed.get("path").textValue()).getPath())
          .isEqualTo(URI.create(last).getPath() + "/");
      assertThat(listed.get("promises").get("eu").textValue()).isEqualTo("2026-09-01T00:00:00Z");

      // Of the older one too: what was published since is learnt, and nothing comes twice.
      for (String from : new String[] {last, before}) {
        broker.send("eu", event(from, "2026-09", 4));
        try (ChildCli run = start(file, "on.out", "--from", from)) {
          if (from.equals(before)) {
            broker.send("eu", "{\"$complete\":\"2026-09\"}");
            assertThat(broker.records("usage", 2, Duration.ofSeconds(60), 8))
                .hasSize(2)
                .last()
                .asString()
                .contains("\"quantity\":\"10\"", "\"revision\":0");
            assertThat(run.said())
                .contains("what was published after this savepoint is known from file:");
          } else {
            Cli.awaitStatus(file, "\"received\":2");
          }
          assertThat(Cli.call("stop", file).exit()).isZero();
          assertThat(run.exit()).as(run.said()).isZero();
        }
      }
    }
  }

  @Test
  void afterAKillItGoesOnFromItsLastCheckpoint() throws Exception {
    try (BrokerStore broker = new BrokerStore(folder, STORE).topic("eu", 1).topic("usage", 1)) {
      broker.send("eu", event("1", "2026-08", 1), "{\"$complete\":\"2026-08\"}");
      broker.send("eu", event("2", "2026-09", 2));
      try (ChildCli run = start(broker.file, "first.out")) {
        assertThat(broker.records("usage", 1, Duration.ofSeconds(60))).hasSize(1);
        Cli twice = Cli.call("run", broker.file);
        assertThat(twice.err()).contains("already; stop it first, its output would come twice");
        while (run.runs() && SavedStates.in(broker.at(1).folder()).size() < 2) {
          Thread.sleep(50);
        }
        run.kill();
      }
      List<Saved> saved = SavedStates.in(broker.at(1).folder());
      assertThat(saved.subList(saved.size() - 2, saved.size()))
          .as("what came before a checkpoint is committed after it, at the next one for certain")
          .extracting(state -> Snapshot.openToGoOn(broker.at(1).spec(), state.uri()).isCommitted())
          .containsExactly(true, false);
      broker.send("eu", event("3", "2026-09", 4), "{\"$complete\":\"2026-09\"}");
      String checkpoint = broker.at(1).newestState().orElseThrow();
      assertThat(checkpoint).contains("/checkpoints/");
      try (ChildCli run = start(broker.file, "on.out", "--from", checkpoint, "--parallelism=3")) {
        assertThat(broker.records("usage", 2, Duration.ofSeconds(60), 8))
            .as(run.said())
            .hasSize(2)
            .last()
            .asString()
            .contains("2026-09", "\"quantity\":\"6\"", "\"revision\":0");
        assertThat(Cli.call("stop", broker.file).exit()).isZero();
      }
    }
  }

  /** The cluster of a laptop environment has no folder of its own for savepoints. */
  @Test
  void aLaptopEnvironmentKeepsThemWithTheStore() throws Exception {
    try (BrokerStore broker = new BrokerStore(folder, STORE).topic("eu", 1).topic("usage", 1);
        ChildCli up =
            await(
                ChildCli.start(
                    folder.resolve("up.out"),
                    Map.of(),
                    "up",
                    broker.file,
                    "--kafka-port",
                    freePort(),
                    "--web-port",
                    freePort()))) {
      broker.send("eu", event("1", "2026-08", 1));
      Cli.awaitStatus(broker.file, "\"received\":1");
      for (String command : new String[] {"savepoint", "stop"}) {
        Cli saved = Cli.call(command, broker.file);
        assertThat(saved.exit()).as(saved.err() + up.said()).isZero();
        assertThat(Path.of(URI.create(saved.out().strip())))
            .startsWith(folder.resolve(".event-store/saved/savepoints"))
            .isDirectory();
      }
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName("localhost"))) {
      return socket.getLocalPort();
    }
  }

  private ChildCli start(Path file, String out, Object... more) throws Exception {
    Object[] words = new Object[more.length + 3];
    words[0] = "run";
    words[1] = file;
    words[2] = "-Dexecution.checkpointing.interval=500ms";
    System.arraycopy(more, 0, words, 3, more.length);
    Files.deleteIfExists(folder.resolve(".event-store/saved/jobmanager"));
    return await(ChildCli.start(folder.resolve(out), Map.of(), words));
  }

  /** Until its cluster can be found. */
  private ChildCli await(ChildCli run) throws InterruptedException {
    Path address = folder.resolve(".event-store/saved/jobmanager");
    while (run.runs() && !Files.exists(address)) {
      Thread.sleep(50);
    }
    return run;
  }

  private static String event(String id, String month, int bytes) {
    return "{\"id\":\"%s\",\"at\":\"%s-05T10:00:00Z\",\"account\":\"a\",\"bytes\":%d}"
        .formatted(id, month, bytes);
  }
}
