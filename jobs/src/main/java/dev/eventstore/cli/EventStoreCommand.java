package dev.eventstore.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "event-store",
    description = "The open event store for usage mediation on Apache Flink.",
    mixinStandardHelpOptions = true,
    version = "event-store 0.1.0",
    subcommands = {
      DemoCommand.class,
      ValidateCommand.class,
      DdlCommand.class,
      RunCommand.class,
      UpCommand.class,
      SubmitCommand.class,
      ImportCommand.class,
      SendCommand.class,
      CompleteCommand.class,
      StatusCommand.class,
      ApproveCommand.class,
      HoldCommand.class,
      WaiveCommand.class,
      DeleteCommand.class,
      ReprocessCommand.class,
      QuarantineCommand.class,
      SavepointCommand.class,
      StopCommand.class,
      DraftsCommand.class,
      QueryCommand.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Exit codes: 0 done, 1 refused or failed, 2 bad usage, 3 a period is held.",
      "Begin with:  ./event-store demo"
    })
final class EventStoreCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Name a command.");
  }
}
