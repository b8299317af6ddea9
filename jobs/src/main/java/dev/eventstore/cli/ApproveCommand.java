package dev.eventstore.cli;

import dev.eventstore.control.Command;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@CommandLine.Command(
    name = "approve",
    description = "Lets a held period pass whatever its checks say.",
    footer = {
      "",
      "Examples:",
      "  event-store approve store.yaml --period 2026-10 --reason \"checked with the region\""
    })
final class ApproveCommand implements Callable<Integer> {
  @Mixin private Common common;
  @Mixin private StoreArgument store;
  @Mixin private Control control;
  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    return control.write(store, Command.APPROVE, null, command);
  }
}
