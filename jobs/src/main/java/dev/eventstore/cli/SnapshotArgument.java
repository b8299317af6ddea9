package dev.eventstore.cli;

import dev.eventstore.local.LocalStore;
import dev.eventstore.query.Snapshot;
import dev.eventstore.spec.StoreSpec;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Which state of a store is looked at. */
final class SnapshotArgument {
  @Option(
      names = "--at",
      paramLabel = "PATH",
      description =
          "The savepoint or checkpoint to look at (default: the newest one of the store's local"
              + " run).")
  private String at;

  Snapshot open(StoreSpec spec, Path folder) {
    return Snapshot.open(spec, at == null ? newest(spec, folder) : at);
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
