package dev.eventstore.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "quarantine",
    description = "Lists refused records, and sends them, as they came or mended, to their source.",
    subcommands = {QuarantineListCommand.class, QuarantineResubmitCommand.class},
    footer = {
      "",
      "Examples:",
      "  event-store quarantine store.yaml list --source eu --code wrong-type",
      "  event-store quarantine store.yaml list --output json > refused.jsonl",
      "  event-store quarantine store.yaml resubmit --from refused.jsonl --reason \"mended\""
    })
final class QuarantineCommand implements Runnable {
  @Mixin private Common common;
  @Mixin private StoreArgument store;
  @Spec private CommandSpec command;

  StoreArgument store() {
    return store;
  }

  @Override
  public void run() {
    throw new ParameterException(command.commandLine(), "Name list or resubmit.");
  }
}
