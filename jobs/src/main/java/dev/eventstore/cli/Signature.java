package dev.eventstore.cli;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** Who gives a command, and why. */
final class Signature {
  @Option(names = "--reason", required = true, description = "Why; it goes with the command.")
  private String reason;

  @Option(
      names = "--actor",
      description = "Who (default: the user, ${DEFAULT-VALUE}).",
      defaultValue = "${sys:user.name}")
  private String actor;

  /**
   * @throws ParameterException where no reason is given
   */
  String reason(CommandSpec command) {
    if (reason.isBlank()) {
      throw new ParameterException(command.commandLine(), "--reason is empty; say why.");
    }
    return reason;
  }

  String actor() {
    return actor;
  }

  /** When it is given: now. */
  static String time() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
