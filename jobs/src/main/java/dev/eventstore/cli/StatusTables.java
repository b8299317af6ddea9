package dev.eventstore.cli;

import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.PeriodReport.State;
import java.util.Collection;

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

  private static String waitsFor(PeriodReport report) {
    if (report.state() == State.OPEN) {
      return StatusCommand.waitsFor(report);
    }
    boolean told = report.heldBy() != null || report.reprocess().isEmpty();
    return told
        ? report.heldBy()
        : "reprocess (" + String.join(", ", report.reprocess()) + " changed)";
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
