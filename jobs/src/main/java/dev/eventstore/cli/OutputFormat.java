package dev.eventstore.cli;

import picocli.CommandLine.Option;

/** How data is printed. */
final class OutputFormat {
  enum Kind {
    TABLE,
    JSON
  }

  @Option(
      names = "--output",
      defaultValue = "table",
      description = "How data is printed: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  Kind kind;

  boolean isJson() {
    return kind == Kind.JSON;
  }
}
