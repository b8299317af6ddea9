package dev.eventstore.store.totals;

import dev.eventstore.state.FigureKey;
import dev.eventstore.state.RoundEnd;
import dev.eventstore.state.RoundEnds;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;

/** The last round of each period that has ended, by key group; read from state once. */
final class EndedRounds {
  private record Place(long period, int keyGroup) {}

  private final TotalsStates states;
  private final Consumer<FigureKey> setCurrentKey;
  private final int keyGroups;
  private final Map<Place, Integer> ended = new HashMap<>();

  EndedRounds(TotalsStates states, Consumer<FigureKey> setCurrentKey, int keyGroups) {
    this.states = states;
    this.setCurrentKey = setCurrentKey;
    this.keyGroups = keyGroups;
  }

  /**
   * The last round of a group's period that has ended; 0 where none has. The group is the current
   * key, before and afterwards.
   */
  int of(FigureKey group) throws Exception {
    Place place = new Place(group.period(), keyGroup(group));
    Integer known = ended.get(place);
    if (known == null) {
      setCurrentKey.accept(RoundEnd.key(group.period(), place.keyGroup(), keyGroups));
      RoundEnds ends = states.ends.value();
      setCurrentKey.accept(group);
      known = ends == null ? 0 : ends.ended();
      ended.put(place, known);
    }
    return known;
  }

  void put(FigureKey key, int round) {
    ended.put(new Place(key.period(), keyGroup(key)), round);
  }

  void forget(FigureKey key) {
    ended.remove(new Place(key.period(), keyGroup(key)));
  }

  int keyGroup(FigureKey key) {
    return KeyGroupRangeAssignment.assignToKeyGroup(key, keyGroups);
  }
}
