package dev.eventstore.cli;

import dev.eventstore.output.SqlTable;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.TargetSpec.JdbcOutput;
import dev.eventstore.spec.read.StoreFiles;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "ddl",
    description = "Prints the SQL that creates the tables of a store's database targets.",
    footer = {"", "Examples:", "  event-store ddl store.yaml | psql -h db billing"})
final class DdlCommand implements Callable<Integer> {
  @Mixin private Common common;
  @Spec private CommandSpec command;

  @Parameters(index = "0", paramLabel = "STORE.yaml", description = "The store file.")
  private Path file;

  @Override
  public Integer call() throws Exception {
    StoreSpec spec = StoreFiles.read(file);
    List<TargetSpec> targets =
        spec.targets().stream().filter(target -> target.output() instanceof JdbcOutput).toList();
    if (targets.isEmpty()) {
      throw new CommandException(
          "store '"
              + spec.name()
              + "' has no database target; add one under targets, with jdbc: {url, table}");
    }
    PrintWriter out = command.commandLine().getOut();
    targets.stream()
        .map(target -> SqlTable.of(spec, target).create())
        .distinct()
        .forEach(out::print);
    out.flush();
    return 0;
  }
}
