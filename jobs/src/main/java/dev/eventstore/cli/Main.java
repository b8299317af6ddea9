package dev.eventstore.cli;

import dev.eventstore.period.Durations;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** The command line. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    System.exit(commandLine().execute(args));
  }

  static CommandLine commandLine() {
    CommandLine commandLine = new CommandLine(new EventStoreCommand());
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.registerConverter(Duration.class, Main::duration);
    commandLine.registerConverter(BigDecimal.class, Main::number);
    commandLine.setExecutionExceptionHandler(
        (exception, command, result) -> Failures.tell(exception, command));
    commandLine.setParameterExceptionHandler(
        HelpCommand.before(commandLine.getParameterExceptionHandler()));
    return commandLine;
  }

  private static Duration duration(String text) {
    try {
      return Durations.parse(text);
    } catch (DateTimeParseException e) {
      throw new TypeConversionException("'" + text + "' is no duration, such as PT30S or P1D");
    }
  }

  private static BigDecimal number(String text) {
    try {
      return new BigDecimal(text);
    } catch (NumberFormatException e) {
      throw new TypeConversionException("'" + text + "' is no number");
    }
  }
}
