package dev.eventstore.cli;

import picocli.CommandLine.Option;

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
}
