package dev.eventstore.store.gate;

import dev.eventstore.connect.ControlFeed;
import dev.eventstore.gate.Command;
import dev.eventstore.gate.PeriodGate;
import dev.eventstore.spec.StoreSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies operators' commands to periods, each once, and refuses those that are wrong. */
final class Approvals implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Approvals.class);

  private final StoreSpec spec;
  private final PeriodGate gate;
  private final ControlFeed commands;
  private final Set<String> applied = new LinkedHashSet<>();

  /**
   * @param applied the ids of commands applied before a restart
   */
  Approvals(StoreSpec spec, PeriodGate gate, Iterable<String> applied, ControlFeed commands) {
    this.spec = spec;
    this.gate = gate;
    this.commands = commands;
    applied.forEach(this.applied::add);
  }

  void apply() {
    for (byte[] json : commands.poll()) {
      try {
        Command command = Command.fromJson(json);
        if (applied.add(command.id())) {
          apply(command);
        }
      } catch (IllegalArgumentException e) {
        LOG.warn(
            "A command on the control channel of {} is refused: {}.", spec.name(), e.getMessage());
      }
    }
  }

  private void apply(Command command) {
    long period = spec.calendar().parse(command.period()).start().getEpochSecond();
    if (gate.isPublished(period) && !command.command().equals(Command.WAIVE)) {
      throw new IllegalArgumentException(command.period() + " is published already");
    }
    switch (command.command()) {
      case Command.APPROVE -> gate.approve(period, command.by());
      case Command.HOLD -> gate.stop(period, command.by());
      case Command.WAIVE -> spec.source(String.valueOf(command.source()));
      default ->
          throw new IllegalArgumentException("'" + command.command() + "' is no command it knows");
    }
    LOG.info("Applied {} of {} by {}.", command.command(), command.period(), command.by());
  }

  List<String> applied() {
    return new ArrayList<>(applied);
  }

  @Override
  public void close() {
    commands.close();
  }
}
