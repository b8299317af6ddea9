package dev.eventstore.cli;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What tells a store that goes on from an older snapshot what it published since. */
final class PublishedOption {
  private static final String NONE = "none";

  @Option(
      names = "--published-in",
      paramLabel = "SNAPSHOT",
      description =
          "A later savepoint, of 'stop', than that of --from: what was published by then does not"
              + " come again (default: the newest one of the store's local run that tells it; 'none':"
              + " it comes again).")
  private String snapshot;

  /**
   * @param from where the store goes on from, or null
   * @throws ParameterException where it is given and tells of nothing
   */
  void requireOnlyWith(String from, CommandSpec command) {
    if (snapshot != null && from == null) {
      throw new ParameterException(
          command.commandLine(), "--published-in goes with --from, the snapshot to go on from.");
    }
    if (from == null) {
      // The newest state knows what was published by itself.
      snapshot = NONE;
    }
  }

  Optional<String> snapshot() {
    return isNone() ? Optional.empty() : Optional.ofNullable(snapshot);
  }

  boolean isNone() {
    return NONE.equals(snapshot);
  }
}
