package dev.eventstore.cli;

import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.Feed;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.StoreFileException;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import java.nio.file.Path;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** The store a command is about, and where its local runs keep what they keep. */
final class StoreArgument {
  @Parameters(index = "0", paramLabel = "STORE.yaml", description = "The store file.")
  private Path file;

  @Option(
      names = "--state-dir",
      paramLabel = "DIR",
      description =
          "Where a local run keeps checkpoints, savepoints and logs"
              + " (default: .event-store/<store> beside the store file).")
  private Path stateDir;

  StoreSpec read() throws StoreFileException {
    return StoreFiles.read(file);
  }

  Path folder(StoreSpec spec) {
    return stateDir == null ? defaultFolder(file, spec) : stateDir;
  }

  static Path defaultFolder(Path file, StoreSpec spec) {
    return file.toAbsolutePath().resolveSibling(".event-store").resolve(spec.name());
  }

  /**
   * The id of a period, as the store's calendar writes it.
   *
   * @throws ParameterException where the store has no such period
   */
  static String period(StoreSpec spec, String id, CommandSpec command) {
    try {
      return spec.calendar().parse(id).id();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--period: " + e.getMessage());
    }
  }

  /**
   * The topic of a source to which records are written by hand.
   *
   * @param instead what to do where it reads files
   * @throws CommandException where it reads none, or one that another store writes
   */
  static KafkaInput topic(SourceSpec source, String instead) {
    if (!(source.input() instanceof KafkaInput kafka)) {
      throw new CommandException("source '" + source.name() + "' reads files" + instead);
    }
    if (source.format() instanceof Feed) {
      throw new CommandException(
          "source '"
              + source.name()
              + "' is another store, which alone writes its topic; send records to a source of"
              + " that store");
    }
    return kafka;
  }

  /**
   * @throws CommandException where the store has no such source
   */
  static SourceSpec source(StoreSpec spec, String name) {
    return spec.sources().stream()
        .filter(source -> source.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new CommandException(
                    "store '"
                        + spec.name()
                        + "' has no source '"
                        + name
                        + "'; it has "
                        + spec.sources().stream()
                            .map(SourceSpec::name)
                            .collect(Collectors.joining(", "))));
  }
}
