package dev.eventstore.cli;

import dev.eventstore.connect.channel.ChannelWriter;
import dev.eventstore.control.Command;
import dev.eventstore.spec.StoreFileException;
import dev.eventstore.spec.StoreSpec;
import java.io.PrintWriter;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** What the commands to a running store about a period have in common. */
final class Control {
  @Option(names = "--period", required = true, description = "The period's id, such as 2026-10.")
  private String period;

  @Mixin private Signature signature;

  /** The command as it goes to the store, once what can be checked here is. */
  Command command(StoreSpec spec, String what, String source, CommandSpec command) {
    String id = StoreArgument.period(spec, period, command);
    String reason = signature.reason(command);
    if (source != null) {
      StoreArgument.source(spec, source);
    }
    return Command.ofPeriod(
        UUID.randomUUID().toString(),
        what,
        id,
        source,
        signature.actor(),
        reason,
        Signature.time());
  }

  /**
   * @param source the source concerned, or null
   */
  int write(StoreArgument store, String what, String source, CommandSpec command)
      throws StoreFileException {
    StoreSpec spec = store.read();
    Command written = command(spec, what, source, command);
    ChannelWriter.write(
        spec.control(),
        store.folder(spec).toString(),
        written.id(),
        Map.of("command", written.toJson()));
    PrintWriter err = command.commandLine().getErr();
    err.println("sent " + what + " of " + written.period() + "; 'status' shows what becomes of it");
    err.flush();
    return 0;
  }
}
