package dev.eventstore.store.gate;

import dev.eventstore.connect.ControlFeed;
import dev.eventstore.control.Answers;
import dev.eventstore.control.Command;
import dev.eventstore.control.CommandRules;
import dev.eventstore.control.Works;
import dev.eventstore.gate.PeriodGate;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.store.gate.GateInput.Worked;
import dev.eventstore.usage.CommandReport;
import dev.eventstore.usage.CommandReport.Outcome;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Takes operators' commands, each once: applies those to periods, waits for the event store's work
 * on those to events, refuses those that are wrong, and says of each what became of it.
 */
final class Commands implements AutoCloseable {
  private final StoreSpec spec;
  private final PeriodGate gate;
  private final CommandRules rules;
  private final Answers answers;
  private final ControlFeed feed;
  private final Consumer<CommandReport> audit;
  private final Set<String> taken = new LinkedHashSet<>();
  private final Works works = new Works();

  /**
   * @param audit takes what became of each command
   */
  Commands(StoreSpec spec, PeriodGate gate, ControlFeed feed, Consumer<CommandReport> audit) {
    this.spec = spec;
    this.gate = gate;
    this.rules = new CommandRules(spec);
    this.answers = new Answers(spec);
    this.feed = feed;
    this.audit = audit;
  }

  /**
   * Takes up what was kept before a restart.
   *
   * @param ids of the commands taken
   * @param inWork those of which the work has not ended
   */
  void restore(Iterable<String> ids, Iterable<byte[]> inWork) {
    ids.forEach(taken::add);
    works.restore(inWork);
  }

  /** Takes what has come. */
  void poll() {
    take(feed.poll());
  }

  /** Takes all that was sent until now. */
  void pollToEnd() throws InterruptedException {
    take(feed.pollToEnd());
  }

  private void take(List<byte[]> commands) {
    for (byte[] json : commands) {
      try {
        Command command = Command.fromJson(json);
        if (command.id() == null || command.id().isBlank()) {
          throw new IllegalArgumentException("it has no id");
        }
        if (taken.add(command.id())) {
          take(command);
        }
      } catch (IllegalArgumentException e) {
        String id = UUID.nameUUIDFromBytes(json).toString();
        if (taken.add(id)) {
          audit.accept(answers.refused(id, e.getMessage()));
        }
      }
    }
  }

  private void take(Command command) {
    try {
      rules.check(command);
      apply(command).ifPresent(this::answer);
    } catch (IllegalArgumentException e) {
      audit.accept(answers.refused(command, e.getMessage()));
    }
  }

  /** What became of it, where that is known by now. */
  private Optional<CommandReport> apply(Command command) {
    CommandReport applied = answers.applied(command);
    if (command.command().equals(Command.DELETE)) {
      return works.begin(applied);
    }
    long period = start(command.period());
    if (command.command().equals(Command.REPROCESS)) {
      return reprocess(applied, period);
    }
    if (gate.isForgotten(period)) {
      throw new IllegalArgumentException(command.period() + " is past its retention");
    }
    switch (command.command()) {
      case Command.APPROVE -> {
        requireUnpublished(command, period);
        gate.approve(period, command.by());
      }
      case Command.HOLD -> {
        requireUnpublished(command, period);
        gate.stop(period, command.by());
      }
      default -> {
        // Intake waives.
      }
    }
    return Optional.of(applied);
  }

  /** What was done before the events left is done, even where the command is read afterwards. */
  private Optional<CommandReport> reprocess(CommandReport applied, long period) {
    boolean left = gate.hasLeft(period);
    if (!left && !gate.isPublished(period) && !gate.waits(period)) {
      throw new IllegalArgumentException(applied.period() + " has not been released");
    }
    Optional<CommandReport> done = works.begin(applied);
    if (done.isEmpty() && left) {
      works.end(applied.id());
      throw new IllegalArgumentException(left(applied));
    }
    return done;
  }

  /** Of periods whose events have left nothing more is said anew. */
  void expire() {
    for (CommandReport waiting : works.waiting()) {
      if (waiting.command().equals(Command.REPROCESS) && gate.hasLeft(start(waiting.period()))) {
        works.end(waiting.id());
        audit.accept(waiting.refused(left(waiting)));
      }
    }
  }

  private static String left(CommandReport reprocess) {
    return reprocess.period()
        + " is past its retention and its events have left; go on from a savepoint that has them,"
        + " under a longer retention";
  }

  private long start(String period) {
    return spec.calendar().parse(period).start().getEpochSecond();
  }

  private void requireUnpublished(Command command, long period) {
    if (gate.isPublished(period)) {
      throw new IllegalArgumentException(command.period() + " is published already");
    }
    if (!gate.awaits(period)) {
      throw new IllegalArgumentException("nothing has been reported of " + command.period());
    }
  }

  /** The event store has worked on a command. That on one that has ended is done again in vain. */
  void worked(Worked worked) {
    if (taken.contains(worked.command()) && !works.isWaitedFor(worked.command())) {
      return;
    }
    works.changed(worked.command(), worked.changed());
    if (worked.done()) {
      works
          .done(worked.command(), worked.worker(), worked.workers(), worked.found())
          .ifPresent(this::answer);
    }
  }

  private void answer(CommandReport answer) {
    if (answer.command().equals(Command.REPROCESS) && answer.outcome() == Outcome.APPLIED) {
      gate.reprocessed(start(answer.period()));
    }
    audit.accept(answer);
  }

  List<String> taken() {
    return new ArrayList<>(taken);
  }

  List<byte[]> inWork() {
    return works.snapshot();
  }

  @Override
  public void close() {
    feed.close();
  }
}
