package dev.eventstore.cli.table;

import dev.eventstore.usage.CommandReport;
import dev.eventstore.usage.CommandReport.Counts;
import java.util.Collection;

/** The audit trail as a table, the last command last. */
public final class CommandTable {
  private CommandTable() {}

  public static String of(Collection<CommandReport> commands) {
    Table table =
        new Table("TIME", "COMMAND", "ABOUT", "ACTOR", "REASON", "OUTCOME", "MODIFIED", "DETAIL");
    for (CommandReport said : commands) {
      Counts counts = said.counts();
      table.row(
          said.time(),
          said.command() + (Boolean.TRUE.equals(said.dryRun()) ? " (dry run)" : ""),
          about(said),
          said.actor(),
          said.reason(),
          said.outcome().word(),
          counts == null ? null : counts.modified(),
          said.detail());
    }
    return table.toString();
  }

  private static String about(CommandReport said) {
    if (said.key() != null) {
      return "key " + said.key();
    } else if (said.where() != null) {
      return said.where();
    } else if (said.counts() != null && said.counts().input() != null) {
      return said.counts().input() + " ids";
    }
    String source = said.source() == null ? "" : " " + said.source();
    return said.period() == null ? source.strip() : said.period() + source;
  }
}
