package dev.eventstore.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.eventstore.cli.table.LongTable;
import dev.eventstore.query.HeldDrafts;
import dev.eventstore.query.Reading;
import dev.eventstore.snapshot.Snapshot;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.PeriodReport;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "drafts",
    description = {
      "Shows what a period that is held, or waits for one that is, would publish.",
      "It is read from a checkpoint or savepoint: changes since then are not in it. As JSON each"
          + " line is {\"draft\":{…}} around the record as it would be published, so that nothing"
          + " takes it for a published one."
    },
    footer = {
      "",
      "Examples:",
      "  event-store drafts store.yaml",
      "  event-store drafts store.yaml --period 2026-10 --output json",
      "  event-store drafts store.yaml --at .event-store/api-usage/savepoints/savepoint-1"
    })
final class DraftsCommand implements Callable<Integer> {
  @Mixin private Common common;
  @Mixin private StoreArgument store;
  @Mixin private SnapshotArgument at;
  @Mixin private OutputFormat output;
  @Spec private CommandSpec command;

  @Option(
      names = "--period",
      paramLabel = "P",
      description = "Only this one, such as 2026-10 (default: all that wait).")
  private String period;

  @Override
  public Integer call() throws Exception {
    StoreSpec spec = store.read();
    String only = period == null ? null : StoreArgument.period(spec, period, command);
    Path folder = store.folder(spec);
    try (Reading reading = Reading.here(folder.resolve("tmp"), parallelism())) {
      at.look(spec, folder, snapshot -> show(reading, snapshot, only));
    }
    return 0;
  }

  private void show(Reading reading, Snapshot snapshot, String only) throws Exception {
    tell("at " + snapshot.uri() + ", taken " + snapshot.time());
    List<PeriodReport> waiting =
        HeldDrafts.waiting(snapshot).stream()
            .filter(report -> only == null || report.period().equals(only))
            .toList();
    if (waiting.isEmpty()) {
      tell(nothing(snapshot, only));
      return;
    }
    tell(
        waiting.stream()
            .map(report -> report.period() + " " + report.state().word())
            .collect(Collectors.joining(", ", "drafts of ", "")));
    PrintWriter out = command.commandLine().getOut();
    if (output.isJson()) {
      HeldDrafts.read(
          reading,
          snapshot,
          waiting,
          draft -> out.println("{\"draft\":" + new String(draft, StandardCharsets.UTF_8) + "}"));
    } else {
      LongTable table = new LongTable(out, "PERIOD", "METER", "GROUP", "VALUES", "EVENTS");
      HeldDrafts.read(reading, snapshot, waiting, draft -> row(table, draft));
      table.end();
    }
    out.flush();
  }

  /** A usage record, or the event of a meter without aggregate. */
  private static void row(LongTable table, byte[] json) {
    JsonNode draft = Json.read(json);
    JsonNode event = draft.get("event");
    table.row(
        draft.get("period").asText(),
        draft.get("meter").asText(),
        event == null ? Pairs.of(draft.get("group")) : null,
        Pairs.of(event == null ? draft.get("values") : event),
        event == null ? draft.get("events").asText() : "1");
  }

  private static String nothing(Snapshot snapshot, String only) {
    if (only == null) {
      return "no period waits to be published";
    }
    return snapshot.periods().stream()
        .filter(report -> only.equals(report.period()))
        .findFirst()
        .map(report -> only + " is " + report.state().word() + ", and has no drafts")
        .orElse("the store knows nothing of " + only);
  }

  private static int parallelism() {
    return Runtime.getRuntime().availableProcessors();
  }

  private void tell(String line) {
    PrintWriter err = command.commandLine().getErr();
    err.println(line);
    err.flush();
  }
}
