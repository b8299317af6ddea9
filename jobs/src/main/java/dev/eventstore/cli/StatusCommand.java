package dev.eventstore.cli;

import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.SourceReport;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "status",
    description =
        "Shows periods and sources: promises, counts, and what each open period waits for.",
    footer = {
      "",
      "Examples:",
      "  event-store status store.yaml",
      "  event-store status store.yaml --watch",
      "  event-store status store.yaml --output json"
    })
final class StatusCommand implements Callable<Integer> {
  private static final long WATCH_MILLIS = 2_000;

  @Mixin private Common common;
  @Mixin private StoreArgument store;
  @Mixin private OutputFormat output;
  @Spec private CommandSpec command;

  @Option(names = "--watch", description = "Show it again every 2 seconds until Ctrl-C.")
  private boolean watch;

  @Override
  public Integer call() throws Exception {
    StoreSpec spec = store.read();
    do {
      show(spec);
      if (watch) {
        Thread.sleep(WATCH_MILLIS);
      }
    } while (watch && !command.commandLine().getOut().checkError());
    return 0;
  }

  private void show(StoreSpec spec) {
    Collection<PeriodReport> reports = Reports.latest(spec, store.folder(spec));
    PrintWriter out = command.commandLine().getOut();
    if (output.isJson()) {
      out.println(
          reports.stream()
              .map(report -> new String(report.toJson(), StandardCharsets.UTF_8))
              .collect(Collectors.joining(",", "[", "]")));
    } else if (reports.isEmpty()) {
      command.commandLine().getErr().println("Store " + spec.name() + " has reported nothing yet.");
    } else {
      out.print(StatusTables.of(reports));
    }
    out.flush();
  }

  /** The sources that hold a period, as a user would say it. */
  static String waitsFor(PeriodReport report) {
    return report.sources().entrySet().stream()
        .filter(source -> !source.getValue().complete())
        .map(StatusCommand::waitsFor)
        .collect(Collectors.joining(", "));
  }

  private static String waitsFor(Map.Entry<String, SourceReport> source) {
    Integer partition = source.getValue().waitsFor();
    return source.getKey() + (partition == null ? "" : " (partition " + partition + ")");
  }
}
