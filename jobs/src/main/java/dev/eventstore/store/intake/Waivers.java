package dev.eventstore.store.intake;

import dev.eventstore.clock.SourceClock;
import dev.eventstore.connect.ControlFeed;
import dev.eventstore.control.Command;
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

  Waivers(StoreSpec spec, SourceSpec source, ControlFeed commands) {
    this.spec = spec;
    this.source = source;
    this.commands = commands;
  }

  void apply(SourceClock clock) {
    for (byte[] json : commands.poll()) {
      try {
        Command command = Command.fromJson(json);
        if (command.command().equals(Command.WAIVE) && source.name().equals(command.source())) {
          clock.waive(spec.calendar().parse(command.period()).end().toEpochMilli());
        }
      } catch (IllegalArgumentException e) {
        // The gate refuses it for all.
      }
    }
  }

  @Override
  public void close() {
    commands.close();
  }
}
