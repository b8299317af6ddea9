package dev.eventstore.cli;

import picocli.CommandLine;

/** The command line. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new EventStoreCommand());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    OptionValues.register(commandLine);
    commandLine.setExecutionExceptionHandler(
        (exception, command, result) -> Failures.tell(exception, command));
    commandLine.setParameterExceptionHandler(
        HelpCommand.before(commandLine.getParameterExceptionHandler()));
    return commandLine;
  }
}
