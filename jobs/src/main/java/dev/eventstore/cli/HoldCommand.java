package dev.eventstore.cli;

import dev.eventstore.control.Command;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@CommandLine.Command(
    name = "hold",
    description = "Stops a period that would pass, until it is approved.",
    footer = {
      "",
      "Examples:",
      "  event-store hold store.yaml --period 2026-10 --reason \"looks odd\""
    })
final class HoldCommand implements Callable<Integer> {
  @Mixin private Common common;
  @Mixin private StoreArgument store;
  @Mixin private Control control;
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    return control.write(store, Command.HOLD, null, command);
  }
}
