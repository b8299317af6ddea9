package dev.eventstore.cli;

import dev.eventstore.spec.StoreSpec;
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
  @Mixin private StoreArgument store;
  @Mixin private ClusterArgument cluster;
  @Mixin private SavepointFolder to;
  @Mixin private OutputFormat output;
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    StoreSpec spec = store.read();
    String folder = to.uri();
    String savepoint =
        cluster.with(spec.name(), store.folder(spec), (flink, job) -> flink.stop(job, folder));
    SavepointFolder.tell(command, output, spec.name(), savepoint);
    return 0;
  }
}
