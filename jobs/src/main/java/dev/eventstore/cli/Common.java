package dev.eventstore.cli;

import dev.eventstore.state.StoreKey;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options of every command. */
final class Common {
  static final int REFUSED = 1;
  static final int HELD = 3;

  @Option(names = "--verbose", description = "Show the stack trace of a failure.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  boolean help;

  /**
   * @throws ParameterException where no store can have it
   */
  static void requireParallelism(int parallelism, CommandSpec command) {
    if (parallelism < 1 || parallelism > StoreKey.MAX_PARALLELISM) {
      throw new ParameterException(
          command.commandLine(),
          "--parallelism is a number from 1 to " + StoreKey.MAX_PARALLELISM + ".");
    }
  }
}
