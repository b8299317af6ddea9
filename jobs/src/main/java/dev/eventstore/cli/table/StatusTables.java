package dev.eventstore.cli.table;

import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.PeriodReport.State;
import java.util.Collection;
import java.util.stream.Collectors;

/** Period reports as tables: the periods, then what each source has in them. */
public final class StatusTables {
  private StatusTables() {}

  public static String of(Collection<PeriodReport> reports) {
    Table periods = new Table("PERIOD", "STATE", "REVISION", "WAITS FOR");
    for (PeriodReport report : reports) {
      if (report.period() != null) {
        periods.row(report.period(), report.state().word(), report.revision(), waitsFor(report));
      }
    }
    return periods + "\n" + sources(reports);
  }

  /** What a period waits for, as a user would say it; null or empty where for nothing. */
  public static String waitsFor(PeriodReport report) {
    if (report.state() == State.OPEN) {
      return waitsForSources(report);
    }
    boolean told = report.heldBy() != null || report.reprocess().isEmpty();
    return told
        ? report.heldBy()
        : "reprocess (" + String.join(", ", report.reprocess()) + " changed)";
  }

  /** The sources that hold a period, and their partitions. */
  private static String waitsForSources(PeriodReport report) {
    return report.sources().entrySet().stream()
        .filter(source -> !source.getValue().complete())
        .map(source -> source.getKey() + partition(source.getValue().waitsFor()))
        .collect(Collectors.joining(", "));
  }

  private static String partition(Integer partition) {
    return partition == null ? "" : " (partition " + partition + ")";
  }

  /** Counts that balance: received is the sum of the columns after it, but for late. */
  public static String sources(Collection<PeriodReport> reports) {
    Table table =
        new Table(
            "PERIOD",
            "SOURCE",
            "PROMISE",
            "RECEIVED",
            "STORED",
            "DUPLICATES",
            "REPLACED",
            "CONFLICTS",
            "QUARANTINED",
            "DELETED",
            "LATE");
    for (PeriodReport report : reports) {
      report
          .sources()
          .forEach(
              (name, source) ->
                  table.row(
                      report.period() == null ? "unknown" : report.period(),
                      name,
                      source.watermark(),
                      source.received(),
                      source.stored(),
                      source.duplicates(),
                      source.replaced(),
                      source.conflicts(),
                      source.quarantined(),
                      source.deleted(),
                      source.late()));
    }
    return table.toString();
  }
}
