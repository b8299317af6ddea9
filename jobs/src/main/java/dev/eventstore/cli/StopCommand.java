package dev.eventstore.cli;

import dev.eventstore.local.RunningCluster;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "stop",
    description = {
      "Stops a running store with a savepoint, and prints its path.",
      "Nothing is lost or doubled by the store that goes on from it: 'run --from', 'up', or a"
          + " cluster."
    },
    footer = {
      "",
      "Examples:",
      "  event-store stop store.yaml",
      "  event-store stop store.yaml --jobmanager flink:8081 --output json"
    })
final class StopCommand implements Callable<Integer> {
  @Mixin private Common common;
  @Mixin private SavepointOptions savepoint;
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    savepoint.take(RunningCluster::stop, command);
    return 0;
  }
}
