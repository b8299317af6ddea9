package dev.eventstore.cli;

import dev.eventstore.connect.ControlWriter;
import dev.eventstore.control.Command;
import dev.eventstore.spec.StoreFileException;
import dev.eventstore.spec.StoreSpec;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What the commands to a running store have in common. */
final class Control {
  @Option(names = "--period", required = true, description = "The period's id, such as 2026-10.")
  private String period;

  @Option(names = "--reason", required = true, description = "Why; it goes with the command.")
  private String reason;

  @Option(
      names = "--actor",
      description = "Who (default: the user, ${DEFAULT-VALUE}).",
      defaultValue = "${sys:user.name}")
  private String actor;

  /**
   * @param source the source concerned, or null
   */
  int write(StoreArgument store, String what, String source, CommandSpec command)
      throws StoreFileException {
    StoreSpec spec = store.read();
    String id = StoreArgument.period(spec, period, command);
    if (reason.isBlank()) {
      throw new ParameterException(command.commandLine(), "--reason is empty; say why.");
    }
    if (source != null) {
      StoreArgument.source(spec, source);
    }
    Command written =
        Command.ofPeriod(
            UUID.randomUUID().toString(),
            what,
            id,
            source,
            actor,
            reason,
            Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    ControlWriter.write(
        spec.control(), store.folder(spec).toString(), written.id(), written.toJson());
    PrintWriter err = command.commandLine().getErr();
    err.println("sent " + what + " of " + id + "; 'status' shows what becomes of it");
    err.flush();
    return 0;
  }
}
