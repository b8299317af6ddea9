package dev.eventstore.cli;

import dev.eventstore.local.LocalStore;
import dev.eventstore.local.RunningCluster;
import dev.eventstore.snapshot.SavedState;
import dev.eventstore.spec.StoreSpec;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.util.ExceptionUtils;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Of which running store a savepoint is taken, where it is put, and how it is told. */
final class SavepointOptions {
  private static final String NOT_WRITTEN = "Failed to create savepoint directory";

  @Mixin private StoreArgument store;
  @Mixin private ClusterArgument cluster;
  @Mixin private OutputFormat output;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description =
          "The folder or URI that takes it; the cluster writes there (default: savepoints of the"
              + " local run, or where the cluster's settings say).")
  private String to;

  /** How it is taken. */
  interface Taking {
    /**
     * @param folder a URI, or null: where the cluster's settings say
     * @return the savepoint's path
     */
    String from(RunningCluster cluster, JobID job, String folder) throws Exception;
  }

  void take(Taking taking, CommandSpec command) throws Exception {
    StoreSpec spec = store.read();
    Path local = store.folder(spec);
    String folder = folder(spec, local);
    String savepoint =
        cluster.with(spec.name(), local, (flink, job) -> take(taking, flink, job, folder));
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("store", spec.name());
    answer.put("savepoint", savepoint);
    PrintWriter out = command.commandLine().getOut();
    out.println(output.isJson() ? Json.text(answer) : savepoint);
    out.flush();
  }

  private static String take(Taking taking, RunningCluster flink, JobID job, String folder)
      throws Exception {
    try {
      return taking.from(flink, job, folder);
    } catch (ExecutionException e) {
      if (ExceptionUtils.findThrowableWithMessage(e, NOT_WRITTEN).isPresent()) {
        throw new CommandException(
            "the cluster cannot write to " + folder + "; name another folder with --to");
      }
      throw e;
    }
  }

  /** Of several stores in one local cluster each has a folder of its own. */
  private String folder(StoreSpec spec, Path local) {
    if (to != null) {
      return SavedState.uri(to);
    }
    return cluster.isLocal()
        ? SavedState.uri(new LocalStore(spec, local, 1).savepoints().toString())
        : null;
  }
}
