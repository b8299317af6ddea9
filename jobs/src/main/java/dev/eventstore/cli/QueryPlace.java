package dev.eventstore.cli;

import dev.eventstore.local.RunningCluster;
import dev.eventstore.query.Reading;
import dev.eventstore.snapshot.Snapshot;
import dev.eventstore.snapshot.SnapshotGoneException;
import dev.eventstore.spec.StoreSpec;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where a snapshot is read: in this process, or on a cluster. */
final class QueryPlace {
  @Mixin private SnapshotArgument at;

  @Option(
      names = "--jobmanager",
      paramLabel = "HOST:PORT",
      description =
          "Flink's REST API of a cluster that reads the snapshot, which this machine and the cluster"
              + " have to see (default: this process reads it). Without --at it is the newest one of"
              + " the store's job there.")
  private String address;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Subtasks of each operator (default: the number of cores, on a cluster 1).")
  private Integer parallelism;

  /** What is done with a snapshot. */
  interface Work {
    void on(Reading reading, Snapshot snapshot) throws Exception;
  }

  void requireValid(CommandSpec command) {
    Common.requireParallelism(parallelism == null ? 1 : parallelism, command);
  }

  void with(StoreSpec spec, Path folder, Work work) throws Exception {
    if (address == null) {
      int cores = Runtime.getRuntime().availableProcessors();
      try (Reading reading =
          Reading.here(folder.resolve("tmp"), parallelism == null ? cores : parallelism)) {
        at.look(spec, folder, snapshot -> work.on(reading, snapshot));
      }
      return;
    }
    try (RunningCluster cluster = new RunningCluster(address);
        Reading reading =
            Reading.on(cluster, JobJar.find(), parallelism == null ? 1 : parallelism)) {
      at.look(spec, () -> newest(spec, cluster), snapshot -> work.on(reading, snapshot));
    } catch (SnapshotGoneException e) {
      throw new CommandException(e.getMessage() + " that the cluster sees too");
    }
  }

  private String newest(StoreSpec spec, RunningCluster cluster) throws Exception {
    return cluster
        .newestState(cluster.job(spec.name()))
        .orElseThrow(
            () ->
                new CommandException(
                    "store '"
                        + spec.name()
                        + "' has taken no checkpoint at "
                        + address
                        + " yet; wait for its first one, or name a savepoint with --at"));
  }
}
