package dev.eventstore.store.totals;

import dev.eventstore.state.FigureKey;
import dev.eventstore.state.MeterOutput;
import dev.eventstore.state.RoundEnd;
import dev.eventstore.state.RoundEnds;
import dev.eventstore.store.time.SmallSteps;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.flink.api.common.TaskInfo;
import org.apache.flink.runtime.state.KeyGroupRange;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/**
 * Follows the rounds in which periods are reprocessed. While one is under way, groups hold what was
 * said in it beside what was said before, and are not published. When every worker has said all,
 * each group of the period is looked at: what was not said again is gone.
 *
 * <p>The ends of a round are kept by key group, so that they move with the groups when the
 * parallelism changes. The groups are looked at when the ends of all key groups are there, in small
 * steps; after a restart once more, which does no harm.
 */
final class Reprocessing implements SmallSteps.Work, AutoCloseable {
  /** What is done with each group of a period whose round has ended; it is the current key. */
  interface Look {
    void at(FigureKey key) throws Exception;
  }

  private record Round(long period, int number) {}

  private final TotalsStates states;
  private final Supplier<Stream<FigureKey>> groups;
  private final Consumer<FigureKey> setCurrentKey;
  private final KeyGroupRange range;
  private final EndedRounds rounds;
  private final Look look;

  /** The key groups where the end of a round is there. */
  private final Map<Round, Set<Integer>> there = new HashMap<>();

  private final Set<Round> looked = new HashSet<>();
  private final Queue<Round> queue = new ArrayDeque<>();
  private Stream<FigureKey> open;
  private Iterator<FigureKey> rest;

  /**
   * @param groups all groups of this subtask
   */
  Reprocessing(
      TotalsStates states,
      EndedRounds rounds,
      Supplier<Stream<FigureKey>> groups,
      Consumer<FigureKey> setCurrentKey,
      TaskInfo task,
      Look look) {
    this.states = states;
    this.rounds = rounds;
    this.groups = groups;
    this.setCurrentKey = setCurrentKey;
    this.range =
        KeyGroupRangeAssignment.computeKeyGroupRangeForOperatorIndex(
            task.getMaxNumberOfParallelSubtasks(),
            task.getNumberOfParallelSubtasks(),
            task.getIndexOfThisSubtask());
    this.look = look;
  }

  /**
   * Takes up that one worker has said all of a round; the current key is the end's.
   *
   * @return whether it was the last one
   */
  boolean take(MeterOutput end) throws Exception {
    RoundEnds before = states.ends.value();
    RoundEnds after =
        (before == null ? RoundEnds.NONE : before)
            .with(end.round(), RoundEnd.worker(end), RoundEnd.workers(end));
    states.ends.update(after);
    rounds.put(end.key(), after.ended());
    return after.ended() == end.round();
  }

  /**
   * The end of a round is there in its key group, which is the current one, unless its period has
   * expired.
   *
   * @return whether its groups are still to be looked at
   */
  boolean arrive(FigureKey end) throws Exception {
    RoundEnds ends = states.ends.value();
    if (ends == null) {
      return false;
    }
    Round round = new Round(end.period(), ends.ended());
    if (looked.contains(round)) {
      return false;
    }
    Set<Integer> at = there.computeIfAbsent(round, none -> new HashSet<>());
    if (at.add(rounds.keyGroup(end)) && at.size() == range.getNumberOfKeyGroups()) {
      queue.add(round);
    }
    return true;
  }

  @Override
  public boolean hasWork() {
    return !queue.isEmpty();
  }

  /** Looks at some groups. */
  @Override
  public void step(long until) throws Exception {
    Round round = queue.element();
    if (open == null) {
      open = groups.get();
      rest = open.iterator();
    }
    while (rest.hasNext() && System.nanoTime() < until) {
      FigureKey key = rest.next();
      if (key.period() == round.period()) {
        setCurrentKey.accept(key);
        look.at(key);
      }
    }
    if (!rest.hasNext()) {
      close();
      queue.remove();
      there.remove(round);
      looked.add(round);
    }
  }

  /** The period of an end has expired. */
  void forget(FigureKey end) {
    states.ends.clear();
    rounds.forget(end);
    looked.removeIf(round -> round.period() == end.period());
  }

  @Override
  public void close() {
    if (open != null) {
      open.close();
      open = null;
    }
  }
}
