package dev.eventstore.local;

import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.client.deployment.StandaloneClusterId;
import org.apache.flink.client.program.rest.RestClusterClient;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.client.JobStatusMessage;

/** A cluster that runs somewhere, by its REST API. */
public final class RunningCluster implements AutoCloseable {
  private static final long ANSWERS_WITHIN_SECONDS = 30;
  private static final SavepointFormatType FORMAT = SavepointFormatType.CANONICAL;

  private final String address;
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
    Configuration settings = new Configuration();
    settings.setString("rest.address", address.substring(0, colon));
    settings.setString("rest.port", address.substring(colon + 1));
    settings.setString("rest.retry.max-attempts", "2");
    settings.setString("rest.retry.delay", "500 ms");
    client = new RestClusterClient<>(settings, StandaloneClusterId.getInstance());
  }

  /**
   * The job of a store.
   *
   * @throws IllegalStateException where it does not run, or runs twice
   */
  public JobID job(String store) throws InterruptedException {
    List<JobID> jobs =
        jobs().stream()
            .filter(job -> job.getJobName().equals(store))
            .filter(job -> !job.getJobState().isGloballyTerminalState())
            .map(JobStatusMessage::getJobId)
            .toList();
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

  private List<JobStatusMessage> jobs() throws InterruptedException {
    try {
      return List.copyOf(client.listJobs().get(ANSWERS_WITHIN_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException | TimeoutException e) {
      throw new IllegalStateException(
          "no Flink cluster answers at " + address + "; check that it runs and the address", e);
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("no Flink cluster answers at " + address + "; try again", e);
    }
  }

  public JobStatus status(JobID job) throws ExecutionException, InterruptedException {
    return client.getJobStatus(job).get();
  }

  /**
   * Takes a savepoint that any later version restores, while the job runs on.
   *
   * @param folder a URI, or null: where the job's settings say
   * @return the savepoint's path
   */
  public String savepoint(JobID job, String folder)
      throws ExecutionException, InterruptedException {
    return client.triggerSavepoint(job, folder, FORMAT).get();
  }

  /**
   * Stops a job with such a savepoint; nothing is drained.
   *
   * @param folder a URI, or null: where the job's settings say
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
