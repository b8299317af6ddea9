package dev.eventstore.cli;

import dev.eventstore.query.Reading;
import dev.eventstore.reprocess.DryRun;
import dev.eventstore.snapshot.Snapshot;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import dev.eventstore.usage.PeriodReport;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What reprocessing would publish, shown and not done. */
final class DryRunOptions {
  @Option(names = "--dry-run", description = "Only shows what would be published.")
  private boolean dryRun;

  @Mixin private SnapshotArgument from;

  @Option(
      names = "--store-file",
      paramLabel = "FILE",
      description = "The changed store file (default: the store file itself).")
  private Path changed;

  @Option(
      names = "--between",
      arity = "2",
      paramLabel = "P",
      description = "The first and the last period (default: all that have been published).")
  private String[] between;

  @Option(
      names = "--to",
      paramLabel = "FILE",
      description = "A file that takes every record that would be published, one a line.")
  private Path listing;

  boolean isOn(CommandSpec command) {
    boolean others = changed != null || between != null || listing != null || from.isGiven();
    if (!dryRun && others) {
      throw new ParameterException(
          command.commandLine(),
          "--from, --store-file, --between and --to are of a --dry-run; add it, or leave them out.");
    }
    return dryRun;
  }

  /**
   * @param only the one period, or null
   */
  void run(StoreSpec spec, Path folder, String only, OutputFormat output, CommandSpec command)
      throws Exception {
    if (only != null && between != null) {
      throw new ParameterException(
          command.commandLine(), "--period and --between are both given; leave one out.");
    }
    StoreSpec now = changed == null ? spec : StoreFiles.read(changed);
    int parallelism = Runtime.getRuntime().availableProcessors();
    try (Reading reading = Reading.here(folder.resolve("tmp"), parallelism)) {
      from.look(
          now,
          folder,
          snapshot ->
              compare(reading, snapshot, periods(now, snapshot, only, command), output, command));
    }
  }

  private List<PeriodReport> periods(
      StoreSpec spec, Snapshot snapshot, String only, CommandSpec command) {
    List<PeriodReport> all = DryRun.published(snapshot);
    if (between != null) {
      Instant first = start(spec, between[0], command);
      Instant last = start(spec, between[1], command);
      if (last.isBefore(first)) {
        throw new ParameterException(
            command.commandLine(),
            "--between: " + between[1] + " is before " + between[0] + "; give the earlier first.");
      }
      return all.stream()
          .filter(report -> !report.start().isBefore(first) && !report.start().isAfter(last))
          .toList();
    }
    List<PeriodReport> chosen =
        all.stream().filter(report -> only == null || report.period().equals(only)).toList();
    if (only != null && chosen.isEmpty()) {
      requireNotLeft(snapshot, only);
      throw new CommandException(
          only
              + " has not been published at "
              + snapshot.uri()
              + "; published are "
              + (all.isEmpty() ? "none" : names(all)));
    }
    return chosen;
  }

  /** A held period may keep the books of one whose events have left. */
  private static void requireNotLeft(Snapshot snapshot, String only) {
    if (snapshot.periods().stream()
        .filter(report -> only.equals(report.period()))
        .anyMatch(snapshot.left())) {
      throw new CommandException(
          only
              + " is past its retention at "
              + snapshot.uri()
              + " and its events have left; name a savepoint that has them");
    }
  }

  private static Instant start(StoreSpec spec, String id, CommandSpec command) {
    return spec.calendar().parse(StoreArgument.period(spec, id, command)).start();
  }

  private static String names(List<PeriodReport> periods) {
    return periods.stream().map(PeriodReport::period).collect(Collectors.joining(", "));
  }

  private void compare(
      Reading reading,
      Snapshot snapshot,
      List<PeriodReport> periods,
      OutputFormat output,
      CommandSpec command)
      throws Exception {
    PrintWriter err = command.commandLine().getErr();
    err.println("at " + snapshot.uri() + ", taken " + snapshot.time());
    err.println("periods: " + (periods.isEmpty() ? "none is published" : names(periods)));
    err.flush();
    PrintWriter out = command.commandLine().getOut();
    Differences differences = new Differences();
    try (OutputStream file =
        listing == null
            ? OutputStream.nullOutputStream()
            : new BufferedOutputStream(Files.newOutputStream(listing))) {
      DryRun.run(
          reading,
          snapshot,
          periods,
          record -> {
            differences.add(record);
            write(file, record);
          });
    }
    out.print(output.isJson() ? differences.json() : differences.text());
    out.flush();
  }

  private static void write(OutputStream file, byte[] record) {
    try {
      file.write(record);
      file.write('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
