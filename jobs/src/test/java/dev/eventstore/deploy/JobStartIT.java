package dev.eventstore.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventstore.local.FlinkSettings;
import dev.eventstore.local.LocalCluster;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The job jar, run by a JobManager: what is wrong ends it at once, in one sentence, and no job has
 * been.
 */
class JobStartIT {
  private static final String CHECKPOINTS = "execution.checkpointing.dir";
  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: started
      event:
        id: id
        key: account
        time: at
        fields: {id: string, account: string, at: timestamp}
      sources:
        - {name: eu, files: {path: '%1$s/in', monitor: PT1S}, complete: {on: marker}}
      meters:
        - {name: evidence, operators: [], targets: [out]}
      targets:
        out: {files: {path: '%1$s/out'}}
      """;

  @TempDir static Path folder;
  private static LocalCluster cluster;
  private static WebSubmission submission;
  private final Map<String, String> settings = new HashMap<>();
  private Path store;

  @BeforeAll
  static void start() throws Exception {
    cluster =
        LocalCluster.start(
            FlinkSettings.local(
                Map.of(
                    "rest.port",
                    "0",
                    "web.submit.enable",
                    "true",
                    "io.tmp.dirs",
                    Files.createDirectories(folder.resolve("tmp")).toString())),
            1);
    submission = new WebSubmission(cluster.restAddress(), Path.of("target/event-store-job.jar"));
  }

  @AfterAll
  static void stop() {
    cluster.close();
  }

  @BeforeEach
  void write() throws Exception {
    Files.createDirectories(folder.resolve("in"));
    store = Files.writeString(folder.resolve("store.yaml"), STORE.formatted(folder));
    settings.put(CHECKPOINTS, folder.resolve("checkpoints").toUri().toString());
  }

  @Test
  void aStoreFileThatIsMissing() throws Exception {
    refuses("/opt/flink/store/none.yaml:1: there is no such file; check the path")
        .run("/opt/flink/store/none.yaml");
    refuses("classpath:none.yaml:1: there is no such file on the class path; check its name")
        .run("classpath:none.yaml");
    refuses("none://bucket/store.yaml:1: the file cannot be read").run("none://bucket/store.yaml");
  }

  @Test
  void aSecretThatIsNotThere() throws Exception {
    Files.writeString(store, STORE.formatted(folder).replace("started", "${env:NO_SUCH_SECRET}"));

    refuses("NO_SUCH_SECRET").run(store.toString());
  }

  @Test
  void aSavepointThatIsNotThere() throws Exception {
    settings.put("execution.state-recovery.path", folder.resolve("sp-1").toUri().toString());

    refuses(
            "no savepoint or checkpoint can be read at "
                + folder.resolve("sp-1").toUri()
                + "; name")
        .run(store.toString());
  }

  /** As the commands refuse it, before the job is. */
  @Test
  void aSavepointOfAnotherStore() throws Exception {
    settings.put(
        "execution.state-recovery.path",
        Path.of("src/test/resources/savepoints/v1/savepoint").toUri().toString());

    refuses("store is started now and was golden when the state was written").run(store.toString());
  }

  @Test
  void foldersForStateThatCannotBeWritten() throws Exception {
    settings.put(CHECKPOINTS, store.resolve("checkpoints").toUri().toString());
    settings.put("execution.checkpointing.savepoint-dir", store.resolve("sp").toUri().toString());

    refuses(
            "folder "
                + store.resolve("checkpoints")
                + " cannot be written; give this user the right to write it, or correct "
                + CHECKPOINTS)
        .run(store.toString());
    refuses("or correct execution.checkpointing.savepoint-dir").run(store.toString());
  }

  @Test
  void anotherMaximumParallelism() throws Exception {
    settings.put("pipeline.max-parallelism", "256");

    refuses(
            "pipeline.max-parallelism is 256, and every savepoint of a store has 128; remove the"
                + " setting")
        .run(store.toString());
  }

  /** As the operator sets it where the job is to go on from its last checkpoint. */
  @Test
  void allIsWell() throws Exception {
    settings.put("execution.state-recovery.path", "KUBERNETES_OPERATOR_LAST_STATE");
    JsonNode other = submission.run(List.of(store.toString()), settings);
    settings.remove("execution.state-recovery.path");
    JsonNode started = submission.run(List.of(store.toUri().toString()), settings);

    assertThat(other.path("errors").toString()).doesNotContain("no savepoint or checkpoint");
    assertThat(started.path("jobid").asText()).as(started.toString()).matches("[0-9a-f]{32}");
    cluster.cancel(JobID.fromHexString(started.get("jobid").asText()));
  }

  /** From an older snapshot than its last; here they are the same. */
  @Test
  void itLearnsWhatWasPublished() throws Exception {
    String golden = Path.of("src/test/resources/savepoints/v1/savepoint").toUri().toString();
    refuses("store is started now and was golden").run(store.toString(), "--published-in", golden);
    refuses("the job takes one argument").run(store.toString(), "--published-in");

    JobID job = await("RUNNING", "usage totals", store.toString());
    String savepoint = cluster.stop(job, folder.resolve("savepoints"));
    settings.put("execution.state-recovery.path", savepoint);
    job = await("FINISHED", "published before", store.toString(), "--published-in", savepoint);
    settings.put("execution.state-recovery.path", cluster.stop(job, folder.resolve("savepoints")));
    cluster.cancel(await("RUNNING", "usage totals", store.toString()));
  }

  /** Starts the job, until an operator of it stands so. */
  private JobID await(String state, String operator, String... arguments) throws Exception {
    JsonNode started = submission.run(List.of(arguments), settings);
    assertThat(started.path("jobid").asText()).as(started.toString()).matches("[0-9a-f]{32}");
    String job = started.get("jobid").asText();
    boolean stands = false;
    for (int i = 0; i < 600 && !stands; i++) {
      Thread.sleep(50);
      stands = true;
      boolean found = false;
      for (JsonNode vertex : submission.get("/jobs/" + job).path("vertices")) {
        boolean isIt = vertex.get("name").asText().contains(operator);
        found |= isIt;
        stands &= vertex.get("status").asText().equals(isIt ? state : "RUNNING");
      }
      stands &= found;
    }
    assertThat(stands).as("%s is %s", operator, state).isTrue();
    return JobID.fromHexString(job);
  }

  private interface Refused {
    void run(String... arguments) throws Exception;
  }

  private Refused refuses(String sentence) {
    return arguments -> {
      int before = submission.get("/jobs").path("jobs").size();
      JsonNode answer = submission.run(List.of(arguments), settings);
      assertThat(answer.path("errors").toString()).contains(sentence);
      assertThat(submission.get("/jobs").path("jobs").size()).isEqualTo(before);
    };
  }
}
