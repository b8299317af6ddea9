package dev.eventstore.cli;

import dev.eventstore.local.ClusterAddress;
import dev.eventstore.local.RunningCluster;
import java.nio.file.Path;
import org.apache.flink.api.common.JobID;
import picocli.CommandLine.Option;

/** The cluster that a store runs on. */
final class ClusterArgument {
  @Option(
      names = "--jobmanager",
      paramLabel = "HOST:PORT",
      description = "Flink's REST API (default: that of the store's local run).")
  private String address;

  /** Whether it is that of the store's local run. */
  boolean isLocal() {
    return address == null;
  }

  /** What is done with the job of a store. */
  interface Work {
    String on(RunningCluster cluster, JobID job) throws Exception;
  }

  /**
   * @param folder of the local run
   * @throws CommandException where nothing says where the store runs
   */
  String with(String store, Path folder, Work work) throws Exception {
    try (RunningCluster cluster = new RunningCluster(address(store, folder))) {
      JobID job = cluster.job(store);
      cluster.awaitStart(job);
      return work.on(cluster, job);
    }
  }

  private String address(String store, Path folder) {
    if (address != null) {
      return address;
    }
    return ClusterAddress.read(folder)
        .orElseThrow(
            () ->
                new CommandException(
                    "store '"
                        + store
                        + "' does not run in "
                        + folder
                        + "; name that folder with --state-dir, or its cluster with --jobmanager"));
  }
}
