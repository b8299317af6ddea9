package dev.eventstore.store.events;

import dev.eventstore.connect.ControlFeed;
import dev.eventstore.control.Command;
import dev.eventstore.control.CommandRules;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.PeriodFill;
import dev.eventstore.state.StoreKey;
import dev.eventstore.store.gate.GateInput.Worked;
import dev.eventstore.store.time.SmallSteps;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Works on the commands on events, one after the other, over all chunks of this subtask. It goes in
 * small steps, between which events and checkpoints have their turn. Where it was is not kept:
 * after a restart it goes over all chunks again, which does no harm.
 */
final class CommandWorker implements SmallSteps.Work, AutoCloseable {
  private final CommandRules rules;
  private final ControlFeed feed;
  private final EventStates states;
  private final Supplier<Stream<StoreKey>> periods;
  private final Predicate<Command> expired;
  private final Function<Command, CommandWork> works;
  private final Consumer<StoreKey> setCurrentKey;
  private final Consumer<Worked> gate;
  private final int worker;
  private final int workers;

  private final Set<String> finished = new HashSet<>();
  private final Set<String> queued = new HashSet<>();
  private final Queue<Command> queue = new ArrayDeque<>();
  private CommandWork work;
  private Stream<StoreKey> open;
  private Iterator<StoreKey> rest;
  private StoreKey chunk;
  private int chunks;

  /**
   * @param periods the first chunk of each period of each bucket
   * @param expired whether the events have left that a command is about: the gate refuses it
   * @param works makes the work of a command
   * @param worker which of the workers this is, from 0
   */
  CommandWorker(
      StoreSpec spec,
      ControlFeed feed,
      EventStates states,
      Supplier<Stream<StoreKey>> periods,
      Predicate<Command> expired,
      Function<Command, CommandWork> works,
      Consumer<StoreKey> setCurrentKey,
      Consumer<Worked> gate,
      int worker,
      int workers) {
    this.rules = new CommandRules(spec);
    this.feed = feed;
    this.states = states;
    this.periods = periods;
    this.expired = expired;
    this.works = works;
    this.setCurrentKey = setCurrentKey;
    this.gate = gate;
    this.worker = worker;
    this.workers = workers;
  }

  /**
   * Takes up what all workers left; a command counts as finished where each of them had finished
   * it.
   */
  void restore(Iterable<String> left) {
    Map<String, Integer> times = new HashMap<>();
    for (String mark : left) {
      times.merge(mark, 1, Integer::sum);
    }
    times.forEach(
        (mark, count) -> {
          int space = mark.indexOf(' ');
          if (count == Integer.parseInt(mark.substring(0, space))) {
            finished.add(mark.substring(space + 1));
          }
        });
  }

  /** What to keep: how many workers there are and what this one has finished. */
  List<String> snapshot() {
    List<String> marks = new ArrayList<>();
    finished.forEach(id -> marks.add(workers + " " + id));
    return marks;
  }

  /** Takes up new commands. */
  void poll() {
    take(feed.poll());
  }

  /** Takes up all commands that were sent until now. */
  void pollToEnd() throws InterruptedException {
    take(feed.pollToEnd());
  }

  private void take(List<byte[]> commands) {
    for (byte[] json : commands) {
      rules
          .read(json)
          .filter(command -> isOnEvents(command) && !finished.contains(command.id()))
          .filter(command -> !expired.test(command))
          .filter(command -> queued.add(command.id()))
          .ifPresent(queue::add);
    }
  }

  /** Whether any command waits, or is worked on, of which something holds. */
  boolean hasWork(Predicate<Command> of) {
    return queue.stream().anyMatch(of);
  }

  private static boolean isOnEvents(Command command) {
    return command.command().equals(Command.DELETE) || command.command().equals(Command.REPROCESS);
  }

  @Override
  public boolean hasWork() {
    return !queue.isEmpty();
  }

  @Override
  public void step(long until) throws Exception {
    Command command = queue.element();
    if (work == null) {
      begin(command);
    }
    boolean more = true;
    while (more && System.nanoTime() < until) {
      more = next();
    }
    if (!more) {
      work.end();
    }
    long changed = work.takeChanged();
    if (more && changed > 0) {
      gate.accept(new Worked(command.id(), worker, workers, changed, false, 0));
    } else if (!more) {
      gate.accept(new Worked(command.id(), worker, workers, changed, true, work.found()));
      end(command);
    }
  }

  private void begin(Command command) {
    work = works.apply(command);
    open = periods.get();
    rest = open.iterator();
    chunk = null;
    chunks = 0;
  }

  /** Works on one more chunk; whether there may be more. */
  private boolean next() throws Exception {
    if (chunks == 0) {
      if (!rest.hasNext()) {
        return false;
      }
      chunk = rest.next();
      if (!work.concerns(chunk)) {
        return true;
      }
      setCurrentKey.accept(chunk);
      PeriodFill fill = states.fill.value();
      chunks = fill == null ? 0 : KeptEvents.chunks(fill.count());
    }
    if (chunks > 0) {
      chunks--;
      StoreKey current = chunk.chunk(chunk.period(), chunks);
      setCurrentKey.accept(current);
      work.chunk(current);
    }
    return true;
  }

  private void end(Command command) {
    open.close();
    open = null;
    work = null;
    queue.remove();
    queued.remove(command.id());
    finished.add(command.id());
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
    }
    feed.close();
  }
}
