package dev.eventstore.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "help",
    description = "Shows the help of a command, as its --help does.",
    footer = {
      "",
      "Examples:",
      "  event-store help",
      "  event-store help run",
      "  event-store help quarantine list"
    })
final class HelpCommand implements Runnable {
  @Mixin private Common common;
  @Spec private CommandSpec command;

  @Parameters(
      arity = "0..*",
      paramLabel = "COMMAND",
      description = "A command, and one within it (default: all of them).")
  private List<String> names = List.of();

  @Override
  public void run() {
    CommandLine at = command.parent().commandLine();
    for (String name : names) {
      CommandLine within = at.getSubcommands().get(name);
      if (within == null) {
        throw new ParameterException(at, "There is no command '" + name + "'.");
      }
      at = within;
    }
    at.usage(command.commandLine().getOut());
  }

  /**
   * {@code --help} of a command within another is help, even without what the other one needs:
   * without that, words after the inner one's name are not looked at.
   *
   * @param usual what is done with other words that are no call
   */
  static IParameterExceptionHandler before(IParameterExceptionHandler usual) {
    return (wrong, words) -> {
      Map<String, CommandLine> within = wrong.getCommandLine().getSubcommands();
      Optional<String> inner = Stream.of(words).filter(within::containsKey).findFirst();
      boolean isMissing = wrong instanceof MissingParameterException;
      if (!isMissing
          || inner.isEmpty()
          || Stream.of(words).noneMatch(Set.of("-h", "--help")::contains)) {
        return usual.handleParseException(wrong, words);
      }
      CommandLine shown = within.get(inner.get());
      shown.usage(shown.getOut());
      return 0;
    };
  }
}
