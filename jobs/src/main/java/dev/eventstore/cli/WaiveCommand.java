package dev.eventstore.cli;

import dev.eventstore.control.Command;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@CommandLine.Command(
    name = "waive",
    description = {
      "Declares a source complete up to a period's end, whatever it has reported itself.",
      "What it reports of the period later is a correction."
    },
    footer = {
      "",
      "Examples:",
      "  event-store waive store.yaml --source apac --period 2026-10 --reason \"region is down\""
    })
final class WaiveCommand implements Callable<Integer> {
  @Mixin private Common common;
  @Mixin private StoreArgument store;
  @Mixin private Control control;
  @Spec private CommandSpec command;

  @Option(names = "--source", required = true, description = "The source that is waived.")
  private String source;

  @Override
  public Integer call() throws Exception {
    return control.write(store, Command.WAIVE, source, command);
  }
}
