package dev.eventstore.cli;

import dev.eventstore.connect.channel.ChannelWriter;
import dev.eventstore.control.Command;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.CommandReport;
import dev.eventstore.usage.CommandReport.Outcome;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Sends commands to a running store and waits until it has said what became of each. */
final class Answer {
  private static final long AGAIN_MILLIS = 500;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      defaultValue = "PT10M",
      description =
          "How long to wait for the store's answer (default ${DEFAULT-VALUE}). The command stays"
              + " on the control channel: a store that is not running takes it when it runs.")
  private Duration timeout;

  /**
   * @return what the store said, in the order of the commands
   * @throws CommandException where it refused one, or said nothing in time
   */
  List<CommandReport> to(StoreSpec spec, Path folder, List<Command> commands, CommandSpec shown)
      throws InterruptedException {
    for (Command command : commands) {
      ChannelWriter.write(
          spec.control(), folder.toString(), command.id(), Map.of("command", command.toJson()));
    }
    List<CommandReport> answers = await(spec, folder, commands, shown.commandLine().getErr());
    for (CommandReport answer : answers) {
      if (answer.outcome() == Outcome.REFUSED) {
        throw new CommandException("the store refused it: " + answer.detail());
      }
    }
    return answers;
  }

  private List<CommandReport> await(
      StoreSpec spec, Path folder, List<Command> commands, PrintWriter err)
      throws InterruptedException {
    boolean terminal = System.console() != null;
    long start = System.nanoTime();
    Map<String, CommandReport> said;
    try (Reports reports = new Reports(spec, folder)) {
      said = reports.commands();
      reports.readOn();
      while (!said.keySet().containsAll(ids(commands))) {
        Duration waited = Duration.ofNanos(System.nanoTime() - start);
        if (waited.compareTo(timeout) > 0) {
          throw unanswered(spec, commands, said);
        }
        if (terminal) {
          err.print("\rwaiting for the store, " + waited.toSeconds() + " s");
          err.flush();
        }
        Thread.sleep(AGAIN_MILLIS);
        reports.readOn();
      }
    }
    if (terminal) {
      err.println();
    }
    return ids(commands).stream().map(said::get).toList();
  }

  private CommandException unanswered(
      StoreSpec spec, List<Command> commands, Map<String, CommandReport> said) {
    return new CommandException(
        "store '"
            + spec.name()
            + "' has answered "
            + ids(commands).stream().filter(said::containsKey).count()
            + " of "
            + commands.size()
            + " commands within "
            + timeout
            + "; is it running? What it has not taken yet it takes when it runs");
  }

  private static List<String> ids(List<Command> commands) {
    return commands.stream().map(Command::id).toList();
  }
}
