package dev.eventstore.cli;

import dev.eventstore.local.ImportRun;
import dev.eventstore.local.LocalStore;
import dev.eventstore.snapshot.RestartCheck;
import dev.eventstore.snapshot.Snapshot;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.SourceReport;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "import",
    description = {
      "Makes a store's first savepoint out of files, such as the events of another system, and"
          + " prints its path.",
      "The files hold records of a source, in its format. No period is completed and nothing is"
          + " published: the store does that when it goes on from the savepoint."
    },
    footer = {
      "",
      "Examples:",
      "  event-store import store.yaml --source eu history/2025.jsonl history/2026.jsonl.gz",
      "  event-store import store.yaml --source us us/ --from .event-store/api-usage/savepoints/"
          + "savepoint-1",
      "  event-store run store.yaml --from .event-store/api-usage/savepoints/savepoint-2"
    })
final class ImportCommand implements Callable<Integer> {
  private static final double PERCENT = 100.0;

  @Mixin private Common common;
  @Mixin private StoreArgument store;
  @Mixin private OutputFormat output;
  @Spec private CommandSpec command;

  @Option(
      names = "--source",
      required = true,
      paramLabel = "S",
      description = "The source whose records they are.")
  private String sourceName;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE",
      description = "Files, or folders of them, read in this order; .gz is unpacked.")
  private List<Path> files;

  @Option(
      names = "--to",
      paramLabel = "DIR",
      description = "The folder that takes the savepoint (default: savepoints of the local run).")
  private Path to;

  @Option(
      names = "--from",
      paramLabel = "PATH",
      description = "The savepoint of an import that this one adds to.")
  private String from;

  @Option(
      names = "--parallelism",
      paramLabel = "N",
      description = "Subtasks of each operator (default: the number of cores).")
  private int parallelism = Runtime.getRuntime().availableProcessors();

  @Option(names = "-D", paramLabel = "<key>=<value>", description = "An option of Flink.")
  private Map<String, String> options = new HashMap<>();

  private long most;

  @Override
  public Integer call() throws Exception {
    Common.requireParallelism(parallelism, command);
    StoreSpec spec = store.read();
    SourceSpec source = StoreArgument.source(spec, sourceName);
    Path folder = store.folder(spec);
    LocalStore local = new LocalStore(spec, folder, parallelism);
    requireFirst(spec, local);
    Logging.to(local.folder());
    Path into = to == null ? local.savepoints() : to.toAbsolutePath();
    String savepoint =
        new ImportRun(spec, folder, parallelism)
            .run(source, files, from, into, options, this::progress);
    tell(spec, savepoint);
    return 0;
  }

  /** A store that has state already would forget it. */
  private void requireFirst(StoreSpec spec, LocalStore local) {
    if (from != null) {
      Snapshot before = RestartCheck.of(spec, from).snapshot();
      if (spec.sources().stream().anyMatch(before::hasRead)) {
        throw new CommandException(
            from
                + " is not of an import: it holds how far sources were read, which would be lost;"
                + " send the files to a source of the store");
      }
    } else if (to == null && local.newestState().isPresent()) {
      throw new CommandException(
          "store '"
              + spec.name()
              + "' has savepoints or checkpoints in "
              + local.folder()
              + ", and 'import' makes a first one; add to one of an import with --from, put this"
              + " one elsewhere with --to, or send the files to a source of the store");
    }
  }

  private void progress(long read, long left) {
    most = Math.max(most, left);
    if (System.console() != null && left >= 0) {
      PrintWriter err = command.commandLine().getErr();
      long percent = most == 0 ? 0 : Math.round(PERCENT * (most - left) / most);
      err.print("\rread " + read + " records, " + percent + " % of the bytes");
      err.print(left == 0 ? "\n" : "");
      err.flush();
    }
  }

  private void tell(StoreSpec spec, String savepoint) {
    Snapshot snapshot = Snapshot.open(spec, savepoint);
    Map<String, Object> answer = new LinkedHashMap<>();
    answer.put("store", spec.name());
    answer.put("savepoint", savepoint);
    answer.put("received", sum(snapshot, SourceReport::received));
    answer.put("stored", sum(snapshot, SourceReport::stored));
    answer.put("duplicates", sum(snapshot, SourceReport::duplicates));
    answer.put("replaced", sum(snapshot, SourceReport::replaced));
    answer.put("conflicts", sum(snapshot, SourceReport::conflicts));
    answer.put("quarantined", sum(snapshot, SourceReport::quarantined));
    PrintWriter err = command.commandLine().getErr();
    err.println(
        "%d received: %d stored, %d duplicates, %d replaced, %d conflicts, %d quarantined"
            .formatted(
                answer.get("received"),
                answer.get("stored"),
                answer.get("duplicates"),
                answer.get("replaced"),
                answer.get("conflicts"),
                answer.get("quarantined")));
    err.flush();
    PrintWriter out = command.commandLine().getOut();
    out.println(output.isJson() ? Json.text(answer) : savepoint);
    out.flush();
  }

  /** Over all periods, and the records whose period cannot be known. */
  private static long sum(Snapshot snapshot, ToLongFunction<SourceReport> count) {
    return snapshot.periods().stream()
        .map(PeriodReport::sources)
        .flatMap(sources -> sources.values().stream())
        .mapToLong(count)
        .sum();
  }
}
