package dev.eventstore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A store on a cluster whose processes have Flink's libraries and the one job jar. */
class SubmitIT {
  private static final Duration PATIENCE = Duration.ofSeconds(90);
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
    try (BrokerStore broker = new BrokerStore(folder, STORE).topic("eu", 2).topic("usage", 1);
        ProcessCluster cluster = ProcessCluster.start(folder.resolve("cluster"), 2)) {
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
      cluster.replaceTaskManager();
      assertThat(Cli.call("complete", file, "--source", "eu", "--period", "2026-08").exit())
          .isZero();
      assertThat(broker.records("usage", 1, PATIENCE))
          .singleElement()
          .asString()
          .contains("\"quantity\":\"1\"");

      Cli stopped = Cli.call("stop", file, "--jobmanager", cluster.address());
      assertThat(stopped.exit()).as(stopped.err()).isZero();
      String savepoint = stopped.out().strip();
      assertThat(Path.of(URI.create(savepoint)))
          .startsWith(folder.resolve("cluster/savepoints"))
          .isDirectory();

      broker.write(STORE.replace("name: eu", "name: other"));
      Cli lost = submit(file, cluster, "--from", savepoint);
      assertThat(lost.exit()).as(lost.err()).isEqualTo(1);
      broker.write(STORE);

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
              file.toString());
      assertThat(said).contains("Job has been submitted with JobID");
      assertThat(Cli.call("complete", file, "--source", "eu", "--period", "2026-09").exit())
          .isZero();
      assertThat(broker.records("usage", 2, PATIENCE, 5))
          .hasSize(2)
          .last()
          .asString()
          .contains("2026-09", "\"quantity\":\"2\"");
      assertThat(Cli.call("savepoint", file, "--jobmanager", cluster.address()).exit()).isZero();
      queriesThere(file, cluster, savepoint);
      try (Stream<Path> out = Files.walk(folder.resolve("out"))) {
        assertThat(out.filter(path -> path.toString().endsWith(".parquet"))).isNotEmpty();
      }
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
