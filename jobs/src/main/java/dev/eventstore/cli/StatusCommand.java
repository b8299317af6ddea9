package dev.eventstore.cli;

import dev.eventstore.cli.table.CommandTable;
import dev.eventstore.cli.table.SourcesTable;
import dev.eventstore.cli.table.StatusTables;
import dev.eventstore.snapshot.SavedStates;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.store.BoundedRuns;
import dev.eventstore.usage.CommandReport;
import dev.eventstore.usage.StatusRecord;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "status",
    description = {
      "Shows sources and periods: promises, how far they are behind, counts, and what each open or"
          + " held period waits for.",
      "LAG is how many records of a topic the store had still to read at its last checkpoint."
    },
    footer = {
      "",
      "Examples:",
      "  event-store status store.yaml",
      "  event-store status store.yaml --watch",
      "  event-store status store.yaml --watch --output json",
      "  event-store status store.yaml --commands",
      "  event-store status store.yaml --snapshots"
    })
final class StatusCommand implements Callable<Integer> {
  private static final long WATCH_MILLIS = 2_000;
  private static final String CLEAR = "\033[H\033[2J";

  @Mixin private Common common;
  @Mixin private StoreArgument store;
  @Mixin private OutputFormat output;
  @Spec private CommandSpec command;

  @Option(
      names = "--watch",
      description =
          "Goes on until Ctrl-C: on a terminal it shows all again every 2 seconds; else, and as"
              + " JSON, a line for each period and then for each change and each command.")
  private boolean watch;

  @Option(
      names = "--commands",
      description = "Shows operators' commands instead, and what became of each: the audit trail.")
  private boolean commands;

  @Option(
      names = "--snapshots",
      description =
          "Shows the savepoints and checkpoints of the store's local run instead, and how the"
              + " periods stood in each.")
  private boolean snapshots;

  @Override
  public Integer call() throws Exception {
    StoreSpec spec = store.read();
    if (snapshots) {
      PrintWriter out = command.commandLine().getOut();
      SnapshotsTable table = new SnapshotsTable(spec, SavedStates.in(store.folder(spec)));
      out.print(output.isJson() ? table.json() : table.text());
      out.flush();
      return 0;
    }
    try (Reports reports = new Reports(spec, store.folder(spec))) {
      reports.readOn();
      if (!watch) {
        show(spec, reports);
      } else if (System.console() == null || output.isJson()) {
        follow(reports);
      } else {
        redraw(spec, reports);
      }
    }
    return 0;
  }

  private void redraw(StoreSpec spec, Reports reports) throws InterruptedException {
    PrintWriter out = command.commandLine().getOut();
    while (!out.checkError()) {
      out.print(CLEAR);
      show(spec, reports);
      Thread.sleep(WATCH_MILLIS);
      reports.readOn();
    }
  }

  private void follow(Reports reports) throws InterruptedException {
    PrintWriter out = command.commandLine().getOut();
    if (commands) {
      reports.commands().values().forEach(this::line);
    } else {
      reports.periods().forEach(this::line);
    }
    while (!out.checkError()) {
      Thread.sleep(WATCH_MILLIS);
      reports.readOn(
          record -> {
            if (!commands || record instanceof CommandReport) {
              line(record);
            }
          });
    }
  }

  private void line(StatusRecord record) {
    PrintWriter out = command.commandLine().getOut();
    out.println(output.isJson() ? json(record) : StatusLines.of(record));
  }

  private void show(StoreSpec spec, Reports reports) {
    PrintWriter out = command.commandLine().getOut();
    if (commands) {
      out.print(
          output.isJson()
              ? array(reports.commands().values())
              : CommandTable.of(reports.commands().values()));
    } else if (output.isJson()) {
      out.print(array(reports.periods()));
    } else if (reports.periods().isEmpty()) {
      command.commandLine().getErr().println("Store " + spec.name() + " has reported nothing yet.");
    } else {
      if (!BoundedRuns.isBounded(spec)) {
        out.println(SourcesTable.of(spec, reports.periods(), Instant.now()));
      }
      out.print(StatusTables.of(reports.periods()));
    }
    out.flush();
  }

  private static String array(Collection<? extends StatusRecord> records) {
    return records.stream().map(StatusCommand::json).collect(Collectors.joining(",", "[", "]\n"));
  }

  private static String json(StatusRecord record) {
    return new String(record.toJson(), StandardCharsets.UTF_8);
  }
}
