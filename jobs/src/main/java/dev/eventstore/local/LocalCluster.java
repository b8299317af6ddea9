package dev.eventstore.local;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.executiongraph.ErrorInfo;
import org.apache.flink.runtime.highavailability.HighAvailabilityServices;
import org.apache.flink.runtime.jobgraph.SavepointRestoreSettings;
import org.apache.flink.runtime.jobmaster.JobResult;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.minicluster.MiniClusterConfiguration;
import org.apache.flink.runtime.minicluster.RpcServiceSharing;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.graph.StreamGraph;

/** A Flink cluster in this process. */
public final class LocalCluster implements AutoCloseable {
  /**
   * Flink has no authentication of its own: nothing of a local cluster is reachable from elsewhere,
   * and no web page in the user's browser can hand it code.
   */
  private static final Map<String, String> LOOPBACK =
      Map.of(
          "rest.address", "localhost",
          "rest.bind-address", "localhost",
          "jobmanager.bind-host", "localhost",
          "taskmanager.bind-host", "localhost",
          "web.submit.enable", "false");

  /** With what it keeps of jobs. */
  @SuppressWarnings("try") // Its close may be interrupted, as that of what it extends.
  private static final class Flink extends MiniCluster {
    private Flink(MiniClusterConfiguration configuration) {
      super(configuration);
    }

    @Override
    protected HighAvailabilityServices createHighAvailabilityServices(
        Configuration configuration, Executor executor) {
      return new KeptCheckpoints(executor);
    }
  }

  private final MiniCluster cluster;

  private LocalCluster(MiniCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * @param settings what they set themselves wins over what keeps the cluster on this machine
   * @param slots how many subtasks of one operator run at once, over all jobs
   */
  public static LocalCluster start(Configuration settings, int slots) throws Exception {
    Configuration local = Configuration.fromMap(LOOPBACK);
    local.addAll(settings);
    MiniCluster cluster =
        new Flink(
            new MiniClusterConfiguration.Builder()
                .setConfiguration(local)
                .setNumTaskManagers(1)
                .setNumSlotsPerTaskManager(slots)
                .setRpcServiceSharing(RpcServiceSharing.SHARED)
                .build());
    cluster.start();
    return new LocalCluster(cluster);
  }

  /** Starts a job; where the environment's configuration names a savepoint, from there. */
  public JobID submit(StreamExecutionEnvironment environment, String name) throws Exception {
    StreamGraph graph = environment.getStreamGraph();
    graph.setJobName(name);
    Configuration settings = new Configuration();
    settings.addAll((Configuration) environment.getConfiguration());
    graph.setSavepointRestoreSettings(SavepointRestoreSettings.fromConfiguration(settings));
    return cluster.submitJob(graph).get().getJobID();
  }

  /** Completes when the job has ended, however. */
  public CompletableFuture<JobResult> result(JobID job) {
    return cluster.requestJobResult(job);
  }

  public JobStatus status(JobID job) throws ExecutionException, InterruptedException {
    return cluster.getJobStatus(job).get();
  }

  /** The latest failure of a job, whether it was tried again or ended; null where none. */
  public Failure failure(JobID job) throws ExecutionException, InterruptedException {
    ErrorInfo failure = cluster.getExecutionGraph(job).get().getFailureInfo();
    return failure == null
        ? null
        : new Failure(
            failure.getTimestamp(),
            failure.getException().deserializeError(LocalCluster.class.getClassLoader()));
  }

  /**
   * @param at epoch milliseconds
   */
  public record Failure(long at, Throwable cause) {}

  public void cancel(JobID job) throws ExecutionException, InterruptedException {
    cluster.cancelJob(job).get();
    cluster.requestJobResult(job).get();
  }

  /**
   * Stops a job with a savepoint that any later version restores; nothing is drained.
   *
   * @return the savepoint's path
   */
  public String stop(JobID job, Path savepoints) throws ExecutionException, InterruptedException {
    String folder = savepoints.toUri().toString();
    return cluster.stopWithSavepoint(job, folder, false, SavepointFormatType.CANONICAL).get();
  }

  /** The address of the web UI and REST API. */
  public String restAddress() throws ExecutionException, InterruptedException {
    return cluster.getRestAddress().get().toString();
  }

  @Override
  public void close() {
    cluster.closeAsync().join();
  }
}
