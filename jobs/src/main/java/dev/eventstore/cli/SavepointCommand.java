package dev.eventstore.cli;

import dev.eventstore.local.RunningCluster;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "savepoint",
    description = {
      "Takes a savepoint of a running store, which runs on, and prints its path.",
      "It holds every event and figure of one moment: a later version restores it, 'query' and"
          + " 'drafts' look at it, and 'run --from' goes on from it."
    },
    footer = {
      "",
      "Examples:",
      "  event-store savepoint store.yaml",
      "  event-store savepoint store.yaml --to s3://backup/savepoints --jobmanager flink:8081"
    })
final class SavepointCommand implements Callable<Integer> {
  @Mixin private Common common;
  @Mixin private SavepointOptions savepoint;
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    savepoint.take(RunningCluster::savepoint, command);
    return 0;
  }
}
