package dev.eventstore.cli;

import dev.eventstore.cli.table.StatusTables;
import dev.eventstore.usage.CommandReport;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.SourceReport;
import dev.eventstore.usage.StatusRecord;

/** What a store says on its status channel, in a line each. */
final class StatusLines {
  private StatusLines() {}

  static String of(StatusRecord record) {
    return record instanceof CommandReport command
        ? ofCommand(command)
        : ofPeriod((PeriodReport) record);
  }

  private static String ofPeriod(PeriodReport report) {
    long received = 0;
    long stored = 0;
    long quarantined = 0;
    for (SourceReport source : report.sources().values()) {
      received += source.received();
      stored += source.stored();
      quarantined += source.quarantined();
    }
    String counts = "received " + received + ", stored " + stored + ", quarantined " + quarantined;
    if (report.period() == null) {
      return "unknown period: " + counts;
    }
    String waits = StatusTables.waitsFor(report);
    return report.period()
        + " "
        + report.state().word()
        + ", revision "
        + report.revision()
        + ": "
        + counts
        + (waits == null || waits.isEmpty() ? "" : "; waits for " + waits);
  }

  private static String ofCommand(CommandReport command) {
    return "command "
        + command.command()
        + (command.period() == null ? "" : " " + command.period())
        + " "
        + command.outcome().word()
        + ", by "
        + command.actor()
        + ": "
        + command.reason()
        + (command.detail() == null ? "" : "; " + command.detail());
  }
}
