package dev.eventstore.control;

import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.CommandReport;
import dev.eventstore.usage.CommandReport.Counts;
import dev.eventstore.usage.CommandReport.Outcome;

/** What the audit trail says of a command. */
public final class Answers {
  private final StoreSpec spec;

  public Answers(StoreSpec spec) {
    this.spec = spec;
  }

  /** It took effect; the events that it changed are yet to be counted. */
  public CommandReport applied(Command command) {
    return answer(command, Outcome.APPLIED, null, given(command));
  }

  /**
   * It has no effect.
   *
   * @param why one sentence
   */
  public CommandReport refused(Command command, String why) {
    return answer(command, Outcome.REFUSED, why, null);
  }

  /** What came was no command. */
  public CommandReport refused(String id, String why) {
    return new CommandReport(
        spec.name(),
        null,
        id,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        Outcome.REFUSED,
        why,
        null,
        null);
  }

  private Counts given(Command command) {
    if (!command.command().equals(Command.DELETE)) {
      return null;
    }
    if (command.ids() == null) {
      return new Counts(null, null, 0);
    }
    long input = command.input() == null ? command.ids().size() : command.input();
    return new Counts(input, Selection.of(spec.event(), command).size(), 0);
  }

  private CommandReport answer(Command command, Outcome outcome, String detail, Counts counts) {
    return new CommandReport(
        spec.name(),
        command.command(),
        command.id(),
        command.period(),
        command.source(),
        command.key(),
        command.where(),
        command.actor(),
        command.reason(),
        command.time(),
        outcome,
        detail,
        command.dryRun(),
        counts);
  }
}
