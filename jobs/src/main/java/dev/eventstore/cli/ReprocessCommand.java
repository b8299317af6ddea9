package dev.eventstore.cli;

import dev.eventstore.control.Command;
import dev.eventstore.spec.StoreSpec;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@CommandLine.Command(
    name = "reprocess",
    description = {
      "Publishes a period again under the present meters: groups whose values differ get a"
          + " revision with reason reprocessed.",
      "It is done when the store has computed the period anew; revisions follow at once."
    },
    footer = {
      "",
      "Example:",
      "  event-store reprocess store.yaml --period 2026-10 --reason \"meter api-gb was wrong\""
    })
final class ReprocessCommand implements Callable<Integer> {
  @Mixin private Common common;
  @Mixin private StoreArgument store;
  @Mixin private Control control;
  @Mixin private Answer answer;
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    StoreSpec spec = store.read();
    Command reprocess = control.command(spec, Command.REPROCESS, null, command);
    answer.to(spec, store.folder(spec), List.of(reprocess), command);
    PrintWriter err = command.commandLine().getErr();
    err.println("reprocessed " + reprocess.period());
    err.flush();
    return 0;
  }
}
