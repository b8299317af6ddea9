package dev.eventstore.breaking;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventstore.local.cluster.ProcessCluster;
import dev.eventstore.snapshot.SavedStates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.flink.util.FileUtils;

/** The job of a store on a cluster of processes: started by Flink's command line, asked by REST. */
final class Job {
  private static final Duration PATIENCE = Duration.ofSeconds(180);
  private static final String NO_CHECKPOINTS = "-Dexecution.checkpointing.interval=1h";
  private static final Pattern STARTED = Pattern.compile("with JobID ([0-9a-f]{32})");
  private static final Pattern STOPPED = Pattern.compile("Savepoint completed. Path: (\\S+)");

  private final ProcessCluster cluster;
  private final Path jar;
  private final Path store;
  private String id;

  Job(ProcessCluster cluster, Path jar, Path store) {
    this.cluster = cluster;
    this.jar = jar;
    this.store = store;
  }

  /**
   * @param from a savepoint or checkpoint, or null
   */
  void start(int parallelism, String from) throws IOException {
    start(store, parallelism, from);
  }

  private void start(Path file, int parallelism, String from, String... options)
      throws IOException {
    List<String> words = new ArrayList<>(List.of("run", "--detached", "-p", "" + parallelism));
    if (from != null) {
      words.addAll(List.of("--fromSavepoint", from));
    }
    words.addAll(List.of(options));
    words.addAll(List.of(jar.toString(), file.toString()));
    String said = cluster.flink(words.toArray(String[]::new));
    Matcher started = STARTED.matcher(said);
    if (!started.find()) {
      throw new Broken("the job was not started: " + said);
    }
    id = started.group(1);
  }

  /** Stops it with a savepoint by Flink's command line; the savepoint's path. */
  String stop() throws IOException {
    String said = cluster.flink("stop", id);
    Matcher stopped = STOPPED.matcher(said);
    if (!stopped.find()) {
      throw new Broken("the job was not stopped: " + said);
    }
    return stopped.group(1);
  }

  /** Cancels it; the newest checkpoint that it left. */
  String cancel() throws IOException {
    cluster.flink("cancel", id);
    Waiting.until("the job's end", PATIENCE, () -> status().equals("CANCELED"));
    return SavedStates.newest(cluster.state().resolve("checkpoints").resolve(id)).orElse(null);
  }

  /** Removes what is not needed any more once the job has done a checkpoint of its own. */
  void removeSavepoints() {
    FileUtils.deleteDirectoryQuietly(cluster.state().resolve("savepoints").toFile());
  }

  /** Triggers a savepoint by REST, and does not wait for it; where its end can be asked for. */
  String triggerSavepoint() throws IOException {
    String path = "/jobs/" + id + "/savepoints";
    return path
        + "/"
        + cluster.rest().post(path, Map.of("cancel-job", false)).path("request-id").asText();
  }

  /** Starts it with transactions that expire after a time, and without checkpoints. */
  void startExpiring(long millis, int parallelism, String from) throws IOException {
    start(BrokenStore.expiring(store, millis), parallelism, from, NO_CHECKPOINTS);
    Waiting.until("the job's start", PATIENCE, () -> status().equals("RUNNING"));
  }

  /** Takes one by REST; one that comes before all tasks run fails, and is tried again. */
  String takeSavepoint() {
    String[] request = {null};
    String[] location = {""};
    Waiting.until(
        "a savepoint",
        PATIENCE,
        () -> {
          if (request[0] == null) {
            request[0] = triggerSavepoint();
          }
          JsonNode operation = cluster.rest().get(request[0]).path("operation");
          location[0] = operation.path("location").asText();
          if (operation.has("failure-cause")) {
            request[0] = null;
          }
          return !location[0].isEmpty();
        });
    return location[0];
  }

  private String status() throws IOException {
    return cluster.rest().get("/jobs/" + id).path("state").asText();
  }

  /** Waits for its first checkpoint. */
  void awaitCheckpoint() {
    Waiting.until("a checkpoint of job " + id, PATIENCE, () -> hasCheckpoint(0));
  }

  /** Whether it has done a checkpoint that was begun after a time. */
  boolean hasCheckpoint(long since) throws IOException {
    requireAlive();
    JsonNode last = cluster.rest().get("/jobs/" + id + "/checkpoints").path("latest");
    return last.path("completed").path("trigger_timestamp").asLong() > since;
  }

  boolean hasFailed() throws IOException {
    return status().equals("FAILED");
  }

  /** Why it has failed, so far. */
  String failures() throws IOException {
    return cluster.rest().get("/jobs/" + id + "/exceptions").path("exceptionHistory").toString();
  }

  void requireAlive() throws IOException {
    if (hasFailed()) {
      throw new Broken("the job has failed: " + failures());
    }
  }
}
