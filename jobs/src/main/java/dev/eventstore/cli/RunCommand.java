package dev.eventstore.cli;

import dev.eventstore.local.ClusterAddress;
import dev.eventstore.local.LocalCluster;
import dev.eventstore.local.LocalStore;
import dev.eventstore.snapshot.PublishedFigures;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.PeriodReport.State;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.flink.api.common.JobID;
import org.apache.flink.runtime.jobmaster.JobResult;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "run",
    description = {
      "Runs a store in this process.",
      "Where all its sources end, it ends too, when everything is published; else it runs until"
          + " Ctrl-C. As JSON it says at its end how each period stands."
    },
    footer = {
      "",
      "Examples:",
      "  event-store run store.yaml",
      "  event-store run store.yaml --output json",
      "  event-store run store.yaml --parallelism 4 -Dexecution.checkpointing.interval=30s",
      "  event-store run store.yaml --from .event-store/api-usage/savepoints/savepoint-1"
    })
final class RunCommand implements Callable<Integer> {
  @Mixin private Common common;
  @Mixin private StoreArgument store;
  @Mixin private OutputFormat output;
  @Spec private CommandSpec command;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Subtasks of each operator (default: the number of cores).")
  private int parallelism = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--from",
      paramLabel = "PATH",
      description = "A savepoint or checkpoint to go on from.")
  private String from;

  @Mixin private PublishedOption publishedIn;

  @Option(
      names = "-D",
      paramLabel = "<key>=<value>",
      description = "An option of Flink; given as often as needed.")
  private Map<String, String> options = new HashMap<>();

  private Optional<PublishedFigures> published = Optional.empty();

  /** As they stand, by their starts; first as they did where it goes on from. */
  private final SortedMap<Instant, PeriodReport> periods = new TreeMap<>();

  @Override
  public Integer call() throws Exception {
    Common.requireParallelism(parallelism, command);
    publishedIn.requireOnlyWith(from, command);
    StoreSpec spec = store.read();
    LocalStore local = new LocalStore(spec, store.folder(spec), parallelism);
    Logging.to(local.folder());
    PrintWriter err = command.commandLine().getErr();
    local.requireStopped();
    if (from != null) {
      Restart restart = Restart.check(local, from, publishedIn);
      restart.tell(err);
      published = restart.figures();
      restart.snapshot().periods().forEach(this::stands);
    }
    local.check();
    if (!local.isBounded()) {
      if (!run(local, err)) {
        return 0;
      }
      Reports.read(spec, local.folder()).periods().forEach(this::stands);
      return end(spec);
    }
    try (Reports reports = new Reports(spec, local.folder())) {
      reports.skip();
      if (!run(local, err)) {
        return 0;
      }
      reports.readOn();
      reports.periods().forEach(this::stands);
      return end(spec);
    }
  }

  private void stands(PeriodReport report) {
    if (report.period() != null) {
      periods.put(report.start(), report);
    }
  }

  /** Whether it came to its end; else it was interrupted. */
  private boolean run(LocalStore local, PrintWriter err) throws Exception {
    StoreSpec spec = local.spec();
    Map<String, String> settings = new HashMap<>(Map.of("rest.port", "0"));
    settings.putAll(options);
    try (LocalCluster cluster = LocalCluster.start(local.settings(settings), parallelism)) {
      JobID job = local.submit(cluster, settings, from, published);
      AtomicBoolean interrupted = new AtomicBoolean();
      Thread cancel = Interrupts.then(() -> cancel(cluster, job, interrupted));
      tell(err, "store " + spec.name() + (local.isBounded() ? " runs" : " runs until Ctrl-C"));
      JobResult result = result(cluster, job, spec.name(), err);
      if (interrupted.get()) {
        return false;
      }
      Interrupts.forget(cancel);
      if (!result.isSuccess()) {
        throw new ExecutionException(result.getSerializedThrowable().orElseThrow());
      }
    } finally {
      ClusterAddress.forget(local.folder());
    }
    return true;
  }

  /** Tells how the periods stand, and gives the exit code. */
  private int end(StoreSpec spec) {
    List<Standing> standings = periods.values().stream().map(Standing::of).toList();
    standings.forEach(period -> tell(command.commandLine().getErr(), period.line()));
    if (output.isJson()) {
      PrintWriter out = command.commandLine().getOut();
      out.println(Json.text(new Ended(spec.name(), standings)));
      out.flush();
    }
    return standings.stream().anyMatch(period -> period.heldBy() != null) ? Common.HELD : 0;
  }

  private record Ended(String store, List<Standing> periods) {}

  /**
   * How a period stands.
   *
   * @param heldBy null: it is not held
   */
  private record Standing(String period, String state, long revision, String heldBy) {
    static Standing of(PeriodReport report) {
      return new Standing(
          report.period(),
          report.state().word(),
          report.revision(),
          report.state() == State.HELD ? report.heldBy() : null);
    }

    String line() {
      return period + " " + state + (heldBy == null ? "" : ": " + heldBy);
    }
  }

  private static JobResult result(LocalCluster cluster, JobID job, String store, PrintWriter err)
      throws ExecutionException, InterruptedException {
    JobWatch watch = JobWatch.start(cluster, job, store, line -> tell(err, line));
    try {
      return cluster.result(job).get();
    } finally {
      watch.close();
    }
  }

  private static void cancel(LocalCluster cluster, JobID job, AtomicBoolean interrupted)
      throws Exception {
    interrupted.set(true);
    cluster.cancel(job);
  }

  private static void tell(PrintWriter err, String line) {
    err.println(line);
    err.flush();
  }
}
