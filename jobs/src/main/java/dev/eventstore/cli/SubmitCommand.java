package dev.eventstore.cli;

import dev.eventstore.connect.check.Preflight;
import dev.eventstore.local.FlinkSettings;
import dev.eventstore.local.RunningCluster;
import dev.eventstore.snapshot.PublishedFigures;
import dev.eventstore.snapshot.SavedState;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import dev.eventstore.store.BoundedRuns;
import dev.eventstore.store.ConnectorEnds;
import dev.eventstore.store.StorePipeline;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import org.apache.flink.api.common.JobID;
import org.apache.flink.api.common.JobStatus;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "submit",
    description = {
      "Runs a store on a Flink cluster, and returns when its job runs.",
      "Its settings are those of deploy/flink/config.yaml; -D overrides them. The same job is"
          + " started by: flink run event-store-job.jar STORE.yaml"
    },
    footer = {
      "",
      "Examples:",
      "  event-store submit store.yaml --jobmanager flink:8081",
      "  event-store submit store.yaml --jobmanager flink:8081 --parallelism 8"
          + " -Dexecution.checkpointing.dir=s3://usage/checkpoints",
      "  event-store submit store.yaml --jobmanager flink:8081 --from s3://usage/savepoints/sp-1"
    })
final class SubmitCommand implements Callable<Integer> {
  private static final String CHECKPOINTS = "execution.checkpointing.dir";

  @Mixin private Common common;
  @Mixin private OutputFormat output;
  @Spec private CommandSpec command;

  @Parameters(index = "0", paramLabel = "STORE.yaml", description = "The store file.")
  private Path file;

  @Option(
      names = "--jobmanager",
      required = true,
      paramLabel = "HOST:PORT",
      description = "Flink's REST API.")
  private String address;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      defaultValue = "1",
      description = "Subtasks of each operator (default: ${DEFAULT-VALUE}).")
  private int parallelism;

  @Option(
      names = "--from",
      paramLabel = "PATH",
      description = "A savepoint or checkpoint to go on from, which the cluster can read.")
  private String from;

  @Option(
      names = "--published-in",
      paramLabel = "SNAPSHOT",
      description =
          "A later savepoint, of 'stop', than that of --from, which this machine and the cluster can"
              + " read: what was published by then does not come again.")
  private String publishedIn;

  @Option(
      names = "-D",
      paramLabel = "<key>=<value>",
      description = "An option of Flink; given as often as needed.")
  private Map<String, String> options = new HashMap<>();

  private Optional<PublishedFigures> published = Optional.empty();

  @Override
  public Integer call() throws Exception {
    Common.requireParallelism(parallelism, command);
    StoreSpec spec = StoreFiles.read(file);
    Path jar = JobJar.find();
    try (RunningCluster cluster = new RunningCluster(address)) {
      if (cluster.runs(spec.name())) {
        throw new CommandException(
            "store '"
                + spec.name()
                + "' runs at "
                + address
                + " already; stop it first, its output would come twice");
      }
      boolean seen = from != null && isChecked(spec);
      if (!seen && publishedIn != null) {
        published = Optional.of(PublishedFigures.of(spec, publishedIn));
      }
      String checkpoints = checkpoints(cluster);
      Preflight.check(spec, checkpoints);
      StreamExecutionEnvironment environment =
          cluster.environment(settings(spec, checkpoints, seen), jar);
      environment.setParallelism(parallelism);
      StorePipeline.compose(environment, spec, new ConnectorEnds(spec, checkpoints, published));
      JobID job = environment.executeAsync(spec.name()).getJobID();
      awaitRunning(cluster, job, spec.name());
      tell(spec.name(), job);
    }
    return 0;
  }

  private String checkpoints(RunningCluster cluster) throws InterruptedException {
    String given = options.get(CHECKPOINTS);
    String folder = given == null ? cluster.setting(CHECKPOINTS) : given;
    if (folder == null) {
      throw new CommandException(
          "the cluster at "
              + address
              + " has no folder for checkpoints; name one that all its machines see with -D"
              + CHECKPOINTS
              + "=URI");
    }
    return folder;
  }

  /** Whether the savepoint could be looked at from here; the cluster's machines may see others. */
  private boolean isChecked(StoreSpec spec) {
    PrintWriter err = command.commandLine().getErr();
    boolean seen = SavedState.isInSight(from);
    if (seen) {
      Restart restart = Restart.check(spec, from, publishedIn);
      restart.tell(err);
      published = restart.figures();
    } else {
      err.println(from + " cannot be looked at from here; the job does so when it starts");
      err.flush();
    }
    return seen;
  }

  private Configuration settings(StoreSpec spec, String checkpoints, boolean seen) {
    Map<String, String> all = new HashMap<>(BoundedRuns.settings(spec).toMap());
    all.putAll(BoundedRuns.settings(published.isPresent()).toMap());
    all.put(CHECKPOINTS, checkpoints);
    all.putAll(options);
    Configuration settings = FlinkSettings.with(all);
    if (from != null) {
      settings.setString("execution.state-recovery.path", SavedState.uri(from));
    }
    if (seen) {
      // A source or target that has left the store file leaves its state behind. What could not be
      // looked at may be the state of another job, of which nothing must be ignored.
      settings.setString("execution.state-recovery.ignore-unclaimed-state", "true");
    }
    return settings;
  }

  private static void awaitRunning(RunningCluster cluster, JobID job, String store)
      throws ExecutionException, InterruptedException {
    if (cluster.awaitStart(job) == JobStatus.FAILED) {
      throw new ExecutionException(
          "store '" + store + "' failed", cluster.failure(job).orElse(null));
    }
  }

  private void tell(String store, JobID job) {
    PrintWriter out = command.commandLine().getOut();
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("store", store);
    answer.put("job", job.toString());
    answer.put("jobmanager", address);
    out.println(output.isJson() ? Json.text(answer) : job);
    out.flush();
    PrintWriter err = command.commandLine().getErr();
    err.println("store " + store + " runs at " + address);
    err.flush();
  }
}
