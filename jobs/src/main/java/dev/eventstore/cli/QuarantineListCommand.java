package dev.eventstore.cli;

import dev.eventstore.cli.table.Table;
import dev.eventstore.event.QuarantineRecord;
import dev.eventstore.event.Refusal;
import dev.eventstore.spec.StoreSpec;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    description = {
      "Shows refused records: how many by source and reason, and the last of them.",
      "As JSON it gives every record as the quarantine has it, one in each line."
    },
    footer = {
      "",
      "Examples:",
      "  event-store quarantine store.yaml list",
      "  event-store quarantine store.yaml list --source eu --code wrong-type --limit 10",
      "  event-store quarantine store.yaml list --output json > refused.jsonl"
    })
final class QuarantineListCommand implements Callable<Integer> {
  @Mixin private Common common;
  @Mixin private QuarantineFilter filter;
  @Mixin private OutputFormat output;
  @ParentCommand private QuarantineCommand parent;
  @Spec private CommandSpec command;

  @Option(
      names = "--limit",
      defaultValue = "50",
      description = "How many of the last records a table shows (default ${DEFAULT-VALUE}).")
  private int limit;

  @Override
  public Integer call() throws Exception {
    StoreSpec spec = parent.store().read();
    Path folder = parent.store().folder(spec);
    PrintWriter out = command.commandLine().getOut();
    if (output.isJson()) {
      Quarantine.read(
          spec,
          folder,
          (record, json) -> {
            if (filter.matches(record.refusal())) {
              out.println(new String(json, StandardCharsets.UTF_8));
            }
          });
      filter.requireSources(spec);
    } else {
      String tables = tables(spec, folder);
      filter.requireSources(spec);
      out.print(tables);
    }
    out.flush();
    return 0;
  }

  private String tables(StoreSpec spec, Path folder) {
    Set<String> again = Quarantine.resubmitted(spec, folder);
    Map<String, long[]> counts = new TreeMap<>();
    Last<QuarantineRecord> last = new Last<>(limit);
    Quarantine.read(
        spec,
        folder,
        (record, json) -> {
          Refusal refusal = record.refusal();
          if (filter.matches(refusal)) {
            long[] count =
                counts.computeIfAbsent(
                    refusal.source() + "\n" + refusal.code().code(), none -> new long[2]);
            count[0]++;
            count[1] += again.contains(QuarantineFilter.place(refusal)) ? 1 : 0;
            last.add(record);
          }
        });
    Table sums = new Table("SOURCE", "CODE", "REFUSED", "RESUBMITTED");
    counts.forEach(
        (place, count) -> {
          String[] names = place.split("\n");
          sums.row(names[0], names[1], count[0], count[1]);
        });
    Table records = new Table("REFUSED AT", "SOURCE", "CODE", "PLACE", "RESUBMITTED", "MESSAGE");
    for (QuarantineRecord record : last.elements()) {
      Refusal refusal = record.refusal();
      String place = QuarantineFilter.place(refusal);
      records.row(
          Instant.ofEpochMilli(refusal.received()),
          refusal.source(),
          refusal.code().code(),
          place,
          again.contains(place) ? "yes" : null,
          refusal.message());
    }
    return sums + "\n" + records;
  }
}
