package dev.eventstore.control;

import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which commands a store takes, whatever its state; the same answer wherever it is asked. */
public final class CommandRules {
  private final StoreSpec spec;

  public CommandRules(StoreSpec spec) {
    this.spec = spec;
  }

  /**
   * A command as it stands on the control channel; none where the store does not take it, which the
   * period gate tells for all.
   */
  public Optional<Command> read(byte[] json) {
    try {
      Command command = Command.fromJson(json);
      check(command);
      return Optional.of(command);
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * @throws IllegalArgumentException with one sentence where the store does not take it
   */
  public void check(Command command) {
    require(command.id(), "id");
    require(command.command(), "command");
    require(command.actor(), "actor");
    require(command.reason(), "reason");
    switch (command.command()) {
      case Command.APPROVE, Command.HOLD, Command.REPROCESS -> period(command);
      case Command.WAIVE -> {
        period(command);
        source(command);
      }
      case Command.DELETE -> Selection.of(spec.event(), command);
      default ->
          throw new IllegalArgumentException("'" + command.command() + "' is no command it knows");
    }
  }

  private void period(Command command) {
    require(command.period(), "period");
    spec.calendar().parse(command.period());
  }

  private void source(Command command) {
    require(command.source(), "source");
    if (spec.sources().stream().noneMatch(source -> source.name().equals(command.source()))) {
      throw new IllegalArgumentException(
          "there is no source '"
              + command.source()
              + "'; there is "
              + spec.sources().stream().map(SourceSpec::name).collect(Collectors.joining(", ")));
    }
  }

  private static void require(String value, String name) {
    if (value == null || value.isBlank()) {
      throw new IllegalArgumentException("it has no " + name);
    }
  }
}
