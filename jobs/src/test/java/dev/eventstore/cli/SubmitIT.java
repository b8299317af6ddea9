package dev.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventstore.connect.files.FilesBelow;
import dev.eventstore.local.cluster.ClusterOptions;
import dev.eventstore.local.cluster.ProcessCluster;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on a cluster whose processes have Flink's libraries and the one job jar. */
class SubmitIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Map<String, String> QUICK =
      Map.of("heartbeat.interval", "1 s", "heartbeat.timeout", "5 s");
  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: submitted
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
            - derive: {kb: bytes / 1024}
            - aggregate: {by: account, values: {quantity: sum(kb), users: approx_unique(id)}}
          targets: [usage, files]
      targets:
        usage: {kafka: {topic: usage}}
        files: {files: {path: out, format: parquet}}
      """;

  @TempDir(cleanup = org.junit.jupiter.api.io.CleanupMode.NEVER)
  Path folder;

  @Test
  void runsOnAClusterAndGoesOnThere() throws Exception {
    try (ProcessCluster cluster =
            ProcessCluster.start(folder.resolve("cluster"), ClusterOptions.of(2, QUICK));
        BrokerStore broker = new BrokerStore(folder, STORE, cluster)) {
      broker.topic("eu", 2).topic("usage", 1);
      submitted(broker, cluster);
      String savepoint = stopped(broker, cluster);
      String job = restoredByFlink(broker, cluster, savepoint);
      killedJobManager(cluster, job);
      String another = savepointByRest(cluster, job);
      queriesThere(broker.file, cluster, savepoint);
      restoredBySubmit(broker, cluster, savepoint, another, stop(broker, cluster));
      assertThat(FilesBelow.of(folder.resolve("out")))
          .anyMatch(path -> path.toString().endsWith(".parquet"));
    }
  }

  /** The newest state of the job there, or a savepoint. */
  private static void queriesThere(Path file, ProcessCluster cluster, String savepoint) {
    String sql =
        "SELECT e._period, SUM(e.`bytes`) / 1024 AS kb, MAX(u._values['quantity']) AS published"
            + " FROM events e LEFT JOIN usage u ON u._period = e._period GROUP BY e._period ORDER"
            + " BY e._period";
    List<Object> words =
        List.of("query", file, "--jobmanager", cluster.address(), "--output", "csv", sql);
    Cli now = Cli.call(words.toArray());
    assertThat(now.exit()).as(now.err()).isZero();
    assertThat(now.out().lines()).hasSize(3).element(2).asString().startsWith("2026-09,2");
    List<Object> before = new ArrayList<>(words);
    before.addAll(List.of("--at", savepoint));
    assertThat(Cli.call(before.toArray()).out().lines())
        .hasSize(2)
        .element(1)
        .asString()
        .startsWith("2026-08,1")
        .endsWith(",1");
    Cli unseen = Cli.call("query", file, "--jobmanager", "localhost:1", "SELECT 1");
    assertThat(unseen.exit()).isEqualTo(1);
    assertThat(unseen.err()).contains("no Flink cluster answers at localhost:1");
  }

  /** A TaskManager dies while the job has what came in, and has not published it. */
  private static void submitted(BrokerStore broker, ProcessCluster cluster) throws Exception {
    Path file = broker.file;
    broker.send("eu", event("1", "2026-08", 1024));
    Cli submitted = submit(file, cluster);
    assertThat(submitted.exit()).as(submitted.err()).isZero();
    assertThat(submitted.out()).matches("[0-9a-f]{32}\n");
    assertThat(submitted.err()).isEqualTo("store submitted runs at " + cluster.address() + "\n");
    Cli twice = submit(file, cluster);
    assertThat(twice.exit()).isEqualTo(1);
    assertThat(twice.err()).contains("runs at " + cluster.address() + " already; stop it first");

    Cli.awaitStatus(file, "\"received\":1");
    cluster.kill("taskmanager-2");
    cluster.start("taskmanager-2");
    complete(file, "2026-08");
    assertThat(broker.records("usage", 1, PATIENCE))
        .singleElement()
        .asString()
        .contains("\"quantity\":\"1\"");
  }

  /** The savepoint; of a source that has left the store file it goes on where that is allowed. */
  private static String stopped(BrokerStore broker, ProcessCluster cluster) throws Exception {
    String savepoint = stop(broker, cluster);
    assertThat(Path.of(URI.create(savepoint)))
        .startsWith(cluster.state().resolve("savepoints"))
        .isDirectory();

    broker.write(STORE.replace("sources:", "shards: 2\nsources:"));
    Cli misread = submit(broker.file, cluster, "--from", savepoint);
    assertThat(misread.exit()).as(misread.err()).isEqualTo(1);
    assertThat(misread.err()).contains("shards is 2 now and was 1").doesNotContain("runs at");
    broker.write(STORE.replace("name: eu", "name: other"));
    Cli left =
        submit(
            broker.file,
            cluster,
            "--from",
            savepoint,
            "-Dexecution.state-recovery.ignore-unclaimed-state=true");
    assertThat(left.exit()).as(left.err()).isZero();
    cancel(cluster, left.out().strip());
    broker.write(STORE);
    return savepoint;
  }

  private static String restoredByFlink(
      BrokerStore broker, ProcessCluster cluster, String savepoint) throws Exception {
    broker.send("eu", event("2", "2026-09", 2048));
    String said =
        cluster.flink(
            "run",
            "--detached",
            "--parallelism",
            "3",
            "--fromSavepoint",
            savepoint,
            "-Dexecution.checkpointing.interval=500ms",
            "target/event-store-job.jar",
            broker.file.toString());
    assertThat(said).contains("Job has been submitted with JobID");
    complete(broker.file, "2026-09");
    assertThat(broker.records("usage", 2, PATIENCE, 5))
        .hasSize(2)
        .last()
        .asString()
        .contains("2026-09", "\"quantity\":\"2\"");
    return said.substring(said.length() - 33).strip();
  }

  /** Another takes its place, and finds the job. */
  private static void killedJobManager(ProcessCluster cluster, String job) throws Exception {
    cluster.kill(ProcessCluster.JOBMANAGER);
    cluster.start(ProcessCluster.JOBMANAGER);
    cluster.await();
    await(() -> cluster.rest().get("/jobs/" + job).path("state").asText().equals("RUNNING"));
  }

  private static String savepointByRest(ProcessCluster cluster, String job) throws Exception {
    String path = "/jobs/" + job + "/savepoints";
    String[] location = {""};
    await(
        () -> {
          String request =
              cluster.rest().post(path, Map.of("cancel-job", false)).path("request-id").asText();
          JsonNode answer = cluster.rest().get(path + "/" + request);
          while (answer.path("status").path("id").asText().equals("IN_PROGRESS")) {
            Thread.sleep(100);
            answer = cluster.rest().get(path + "/" + request);
          }
          location[0] = answer.path("operation").path("location").asText();
          return !location[0].isEmpty();
        });
    return location[0];
  }

  /**
   * What had been published is learnt there.
   *
   * @param older the savepoint to go on from
   * @param running one that was taken later, of a store that went on publishing
   * @param last the one that the store was stopped with after that
   */
  private static void restoredBySubmit(
      BrokerStore broker, ProcessCluster cluster, String older, String running, String last)
      throws Exception {
    Cli uncertain = submit(broker.file, cluster, "--from", older, "--published-in", running);
    assertThat(uncertain.exit()).isEqualTo(1);
    assertThat(uncertain.err())
        .contains(running + " does not tell for certain what was published, since");
    Cli swapped = submit(broker.file, cluster, "--from", last, "--published-in", older);
    assertThat(swapped.exit()).isEqualTo(1);
    assertThat(swapped.err()).contains(older + " was not taken after " + last);
    Cli restored = submit(broker.file, cluster, "--from", older, "--published-in", last);
    assertThat(restored.exit()).as(restored.err()).isZero();
    assertThat(restored.err()).contains("is known from " + last + " and does not come again");
    broker.send("eu", event("3", "2026-10", 4096));
    complete(broker.file, "2026-10");
    assertThat(broker.records("usage", 3, PATIENCE, 5))
        .hasSize(3)
        .last()
        .asString()
        .contains("2026-10", "\"quantity\":\"4\"");
    assertThat(Cli.call("savepoint", broker.file, "--jobmanager", cluster.address()).exit())
        .isZero();
  }

  private static String stop(BrokerStore broker, ProcessCluster cluster) {
    Cli stopped = Cli.call("stop", broker.file, "--jobmanager", cluster.address());
    assertThat(stopped.exit()).as(stopped.err()).isZero();
    return stopped.out().strip();
  }

  private static void cancel(ProcessCluster cluster, String job) throws Exception {
    cluster.flink("cancel", job);
    await(() -> cluster.rest().get("/jobs/" + job).path("state").asText().equals("CANCELED"));
  }

  private static void complete(Path file, String period) {
    assertThat(Cli.call("complete", file, "--source", "eu", "--period", period).exit()).isZero();
  }

  /** What is asked may start just now. */
  private static void await(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      try {
        if (condition.call()) {
          return;
        }
      } catch (IOException e) {
        // Not yet.
      }
      assertThat(System.nanoTime()).isLessThan(deadline);
      Thread.sleep(200);
    }
  }

  /** What the cluster has comes from the cluster: a second copy breaks class loading. */
  @Test
  void theJobJarHoldsNothingThatFlinkBrings() throws Exception {
    try (JarFile jar = new JarFile("target/event-store-job.jar")) {
      List<String> names = jar.stream().map(ZipEntry::getName).toList();
      assertThat(jar.getManifest().getMainAttributes().getValue("Main-Class"))
          .isEqualTo("dev.eventstore.store.StoreJob");
      assertThat(names)
          .contains("dev/eventstore/store/StoreJob.class", "META-INF/LICENSE")
          .doesNotHaveDuplicates()
          .noneMatch(name -> name.startsWith("org/apache/flink/runtime/"))
          .noneMatch(name -> name.startsWith("org/apache/flink/streaming/api/"))
          .noneMatch(name -> name.startsWith("org/rocksdb/"))
          .noneMatch(name -> name.startsWith("org/slf4j/"))
          .noneMatch(name -> name.startsWith("org/apache/logging/"))
          .noneMatch(name -> name.startsWith("kafka/server"))
          .noneMatch(name -> name.startsWith("picocli/"))
          .noneMatch(name -> name.endsWith("log4j2.properties"));
    }
  }

  private static Cli submit(Path file, ProcessCluster cluster, Object... more) {
    List<Object> words = new ArrayList<>(List.of("submit", file, "--jobmanager"));
    words.addAll(List.of(cluster.address(), "-Dexecution.checkpointing.interval=500ms"));
    words.addAll(List.of(more));
    return Cli.call(words.toArray());
  }

  private static String event(String id, String month, int bytes) {
    return "{\"id\":\"%s\",\"at\":\"%s-05T10:00:00Z\",\"account\":\"a\",\"bytes\":%d}"
        .formatted(id, month, bytes);
  }
}
