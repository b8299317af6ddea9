package dev.eventstore.store.events;

import dev.eventstore.connect.kafka.LookupTables;
import dev.eventstore.control.Command;
import dev.eventstore.control.Selection;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.store.events.ReprocessWork.End;
import dev.eventstore.store.time.StorePeriods;
import dev.eventstore.store.time.StorePeriods.StorePeriod;
import java.util.function.LongPredicate;

/** Begins the work of commands on events. */
final class CommandWorks {
  private final StoreSpec spec;
  private final StorePeriods periods;
  private final LookupTables tables;
  private final Rounds rounds;
  private final Release release;
  private final Deletion deletion;
  private final Releases releases;
  private final End roundEnd;

  CommandWorks(
      StoreSpec spec,
      StorePeriods periods,
      LookupTables tables,
      Rounds rounds,
      Release release,
      Deletion deletion,
      Releases releases,
      End roundEnd) {
    this.spec = spec;
    this.periods = periods;
    this.tables = tables;
    this.rounds = rounds;
    this.release = release;
    this.deletion = deletion;
    this.releases = releases;
    this.roundEnd = roundEnd;
  }

  CommandWork begin(Command command) {
    return command.command().equals(Command.REPROCESS) ? reprocess(command) : delete(command);
  }

  private CommandWork reprocess(Command command) {
    tables.refresh();
    StorePeriod period = period(command);
    rounds.begin(period.start());
    return new ReprocessWork(period, release, releases, roundEnd);
  }

  /**
   * Whether a command is about a period whose events leave.
   *
   * @param by whether a moment of event time has come
   */
  boolean expires(Command command, LongPredicate by) {
    return command.command().equals(Command.REPROCESS) && by.test(period(command).expiry());
  }

  private StorePeriod period(Command command) {
    return periods.at(spec.calendar().parse(command.period()).start());
  }

  private CommandWork delete(Command command) {
    Selection selection = Selection.of(spec.event(), command);
    return new DeleteWork(selection, spec.shards(), command.onlyCounts(), deletion, releases);
  }
}
