package dev.eventstore.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.streaming.api.environment.RemoteStreamEnvironment;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** A cluster that runs somewhere, by its REST API. */
public final class RunningCluster implements AutoCloseable {
  private static final long ANSWERS_WITHIN_SECONDS = 30;
  private static final long LOOK_MILLIS = 200;
  private static final SavepointFormatType FORMAT = SavepointFormatType.CANONICAL;

  private final String address;
  private final String host;
  private final int port;
  private final RestClusterClient<StandaloneClusterId> client;

  /**
   * @param address {@code host:port} of the JobManager's REST API
   * @throws IllegalArgumentException where it is none
   */
  public RunningCluster(String address) throws Exception {
    this.address = address;
    int colon = address.lastIndexOf(':');
    if (colon < 1 || !address.substring(colon + 1).matches("[0-9]{1,5}")) {
      throw new IllegalArgumentException(
          "'" + address + "' is no address; write HOST:PORT of Flink's REST API");
    }
    host = address.substring(0, colon);
    port = Integer.parseInt(address.substring(colon + 1));
    Configuration settings = new Configuration();
    settings.setString("rest.address", host);
    settings.setString("rest.port", String.valueOf(port));
    settings.setString("rest.retry.max-attempts", "2");
    settings.setString("rest.retry.delay", "500 ms");
    client = new RestClusterClient<>(settings, StandaloneClusterId.getInstance());
  }

  /**
   * The job of a store.
   *
   * @throws IllegalStateException where it does not run, or runs twice
   */
  public JobID job(String store) throws Exception {
    List<JobID> jobs = jobs(store);
    if (jobs.size() != 1) {
      throw new IllegalStateException(
          jobs.isEmpty()
              ? "store '" + store + "' does not run at " + address + "; name its cluster"
              : "store '"
                  + store
                  + "' runs "
                  + jobs.size()
                  + " times at "
                  + address
                  + "; cancel all but one of the jobs "
                  + jobs);
    }
    return jobs.get(0);
  }

  /** Whether the store's job is there, and has not ended. */
  public boolean runs(String store) throws Exception {
    return !jobs(store).isEmpty();
  }

  /** The same of a cluster that may be no more. */
  public static boolean runsAt(String address, String store) throws Exception {
    try (RunningCluster cluster = new RunningCluster(address)) {
      return cluster.runs(store);
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** Those that have not ended. */
  private List<JobID> jobs(String store) throws Exception {
    try {
      return client.listJobs().get(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS).stream()
          .filter(job -> job.getJobName().equals(store))
          .filter(job -> !job.getJobState().isGloballyTerminalState())
          .map(JobStatusMessage::getJobId)
          .toList();
    } catch (ExecutionException | TimeoutException e) {
      throw silent(e);
    }
  }

  private IllegalStateException silent(Exception cause) {
    return new IllegalStateException(
        "no Flink cluster answers at " + address + "; check that it runs and the address", cause);
  }

  /**
   * Where a job of it is composed and started. Flink sets how a job goes on from a savepoint anew
   * from what the environment is given for it, and passes over the settings.
   *
   * @param jar what the cluster's machines lack of its classes
   */
  public StreamExecutionEnvironment environment(Configuration settings, Path jar) {
    String[] jars = {jar.toString()};
    return new RemoteStreamEnvironment(
        host, port, settings, jars, null, SavepointRestoreSettings.fromConfiguration(settings));
  }

  /** Why a job has ended; empty while it has not, or where it was by itself. */
  public Optional<Throwable> failure(JobID job) throws ExecutionException, InterruptedException {
    return client
        .requestJobResult(job)
        .get()
        .getSerializedThrowable()
        .map(failure -> failure.deserializeError(RunningCluster.class.getClassLoader()));
  }

  /** A setting of the cluster, or null. */
  public String setting(String key) throws InterruptedException {
    for (JsonNode entry : get("/jobmanager/config")) {
      if (entry.path("key").asText().equals(key)) {
        return entry.path("value").asText();
      }
    }
    return null;
  }

  /** The newest checkpoint or savepoint that a job has taken since it runs there. */
  public Optional<String> newestState(JobID job) throws InterruptedException {
    JsonNode latest = get("/jobs/" + job + "/checkpoints").path("latest");
    return Stream.of(latest.path("completed"), latest.path("savepoint"))
        .filter(state -> !state.path("external_path").asText("").isEmpty())
        .filter(state -> !state.path("discarded").asBoolean())
        .max(Comparator.comparingLong(state -> state.path("trigger_timestamp").asLong()))
        .map(state -> state.path("external_path").asText());
  }

  /** What the REST API says. */
  private JsonNode get(String path) throws InterruptedException {
    try {
      HttpResponse<String> answer =
          HttpClient.newHttpClient()
              .send(
                  HttpRequest.newBuilder(URI.create(client.getWebInterfaceURL() + path))
                      .timeout(Duration.ofSeconds(ANSWERS_WITHIN_SECONDS))
                      .build(),
                  HttpResponse.BodyHandlers.ofString());
      return new ObjectMapper().readTree(answer.body());
    } catch (IOException e) {
      throw silent(e);
    }
  }

  /** Waits until a job that was just submitted runs, or has ended. */
  public JobStatus awaitStart(JobID job) throws ExecutionException, InterruptedException {
    JobStatus status = client.getJobStatus(job).get();
    while (status == JobStatus.INITIALIZING || status == JobStatus.CREATED) {
      Thread.sleep(LOOK_MILLIS);
      status = client.getJobStatus(job).get();
    }
    return status;
  }

  /**
   * Takes a savepoint that any later version restores, while the job runs on.
   *
   * @param folder a URI, or null: where the cluster's settings say
   * @return the savepoint's path
   */
  public String savepoint(JobID job, String folder)
      throws ExecutionException, InterruptedException {
    return client.triggerSavepoint(job, folder, FORMAT).get();
  }

  /**
   * Stops a job with such a savepoint; nothing is drained.
   *
   * @param folder a URI, or null: where the cluster's settings say
   * @return the savepoint's path
   */
  public String stop(JobID job, String folder) throws ExecutionException, InterruptedException {
    return client.stopWithSavepoint(job, false, folder, FORMAT).get();
  }

  @Override
  public void close() {
    client.close();
  }
}
