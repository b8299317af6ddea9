package dev.eventstore.store.intake;

import dev.eventstore.clock.SourceClock;
import dev.eventstore.connect.ControlFeed;
import dev.eventstore.control.Command;
import dev.eventstore.control.CommandRules;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;

/**
 * Applies what operators waive of one source: it counts as complete up to the end of a period,
 * whatever it has promised itself.
 */
final class Waivers implements AutoCloseable {
  private final StoreSpec spec;
  private final SourceSpec source;
  private final ControlFeed commands;
  private final CommandRules rules;

  Waivers(StoreSpec spec, SourceSpec source, ControlFeed commands) {
    this.spec = spec;
    this.source = source;
    this.commands = commands;
    this.rules = new CommandRules(spec);
  }

  void apply(SourceClock clock) {
    for (byte[] json : commands.poll()) {
      rules
          .read(json)
          .filter(command -> command.command().equals(Command.WAIVE))
          .filter(command -> command.source().equals(source.name()))
          .map(command -> spec.calendar().parse(command.period()))
          .ifPresent(period -> clock.waive(period.end().toEpochMilli()));
    }
  }

  @Override
  public void close() {
    commands.close();
  }
}
