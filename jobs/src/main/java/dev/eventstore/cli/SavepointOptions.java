package dev.eventstore.cli;

import dev.eventstore.local.RunningCluster;
import dev.eventstore.local.SavedState;
import dev.eventstore.spec.StoreSpec;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.JobID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Of which running store a savepoint is taken, where it is put, and how it is told. */
final class SavepointOptions {
  @Mixin private StoreArgument store;
  @Mixin private ClusterArgument cluster;
  @Mixin private OutputFormat output;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description =
          "The folder or URI that takes it; the cluster writes there (default: where the store's"
              + " settings say).")
  private String to;

  /** How it is taken. */
  interface Taking {
    /**
     * @param folder a URI, or null: where the job's settings say
     * @return the savepoint's path
     */
    String from(RunningCluster cluster, JobID job, String folder) throws Exception;
  }

  void take(Taking taking, CommandSpec command) throws Exception {
    StoreSpec spec = store.read();
    String folder = to == null ? null : SavedState.uri(to);
    String savepoint =
        cluster.with(
            spec.name(), store.folder(spec), (flink, job) -> taking.from(flink, job, folder));
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("store", spec.name());
    answer.put("savepoint", savepoint);
    PrintWriter out = command.commandLine().getOut();
    out.println(output.isJson() ? Json.text(answer) : savepoint);
    out.flush();
  }
}
