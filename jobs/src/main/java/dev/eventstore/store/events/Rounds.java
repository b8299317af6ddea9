package dev.eventstore.store.events;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongPredicate;

/**
 * How often each period has been begun to be reprocessed. What is said of a period carries its
 * round, so that the totals can tell it from what was said before. All workers count alike, since
 * they begin the same works, and after a restart the same works again.
 */
final class Rounds {
  private final Map<Long, Integer> rounds = new TreeMap<>();

  /**
   * Takes up what all workers left.
   *
   * @param expired whether a period, by its start in epoch seconds, is past its retention
   */
  void restore(Iterable<String> left, LongPredicate expired) {
    for (String mark : left) {
      int space = mark.indexOf(' ');
      long period = Long.parseLong(mark.substring(0, space));
      if (!expired.test(period)) {
        rounds.merge(period, Integer.parseInt(mark.substring(space + 1)), Math::max);
      }
    }
  }

  /** What to keep: each period with its round. */
  List<String> snapshot() {
    List<String> marks = new ArrayList<>();
    rounds.forEach((period, round) -> marks.add(period + " " + round));
    return marks;
  }

  /** Each period that was begun to be reprocessed, by its start, with its round. */
  Map<Long, Integer> all() {
    return rounds;
  }

  /** The round a period is in; 0 where it never was reprocessed. */
  int of(long period) {
    return rounds.isEmpty() ? 0 : rounds.getOrDefault(period, 0);
  }

  void begin(long period) {
    rounds.merge(period, 1, Integer::sum);
  }
}
