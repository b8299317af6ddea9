package dev.eventstore.cli;

import dev.eventstore.local.LocalStore;
import dev.eventstore.snapshot.Snapshot;
import dev.eventstore.snapshot.SnapshotGoneException;
import dev.eventstore.spec.StoreSpec;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which state of a store is looked at. */
final class SnapshotArgument {
  private static final int ATTEMPTS = 5;

  @Option(
      names = {"--at", "--from"},
      paramLabel = "PATH",
      description =
          "The savepoint or checkpoint to look at (default: the newest one of the store's local"
              + " run).")
  private String at;

  boolean isGiven() {
    return at != null;
  }

  /** What is done with a snapshot. */
  interface Look {
    void at(Snapshot snapshot) throws Exception;
  }

  /**
   * Looks at it; where it is the newest one and is deleted before anything was seen of it, at the
   * newest one then.
   */
  void look(StoreSpec spec, Path folder, Look look) throws Exception {
    look(spec, () -> newest(spec, folder), look);
  }

  /** Finds the newest state. */
  interface Newest {
    String path() throws Exception;
  }

  /**
   * @param newest what is looked at where none is named
   */
  void look(StoreSpec spec, Newest newest, Look look) throws Exception {
    for (int attempt = 1; ; attempt++) {
      try {
        look.at(Snapshot.open(spec, at == null ? newest.path() : at));
        return;
      } catch (SnapshotGoneException e) {
        if (at != null || attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  private static String newest(StoreSpec spec, Path folder) {
    return new LocalStore(spec, folder, 1)
        .newestState()
        .orElseThrow(
            () ->
                new CommandException(
                    "store '"
                        + spec.name()
                        + "' has no savepoint or checkpoint in "
                        + folder
                        + "; let it run until its first checkpoint, or name one with --at"));
  }
}
