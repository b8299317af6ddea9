package dev.eventstore.query;

import dev.eventstore.restart.StoreChange;
import dev.eventstore.restart.StoreOutline.Kind;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.PeriodReport.State;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a store published after the snapshot that it is to go on from: it does not know of it, and
 * publishes it again, under the ids and revisions that it had.
 *
 * @param published the ids of periods that were published since
 * @param revised the ids of those that had been published, and were revised since
 */
public record PublishedSince(List<String> published, List<String> revised) {
  private static final Set<State> PUBLISHED = EnumSet.of(State.PUBLISHED, State.REVISED);

  /**
   * @param newest of the same store, which may be the same
   */
  public static PublishedSince of(Snapshot snapshot, Snapshot newest) {
    List<PeriodReport> known = snapshot.periods();
    PublishedSince since = new PublishedSince(new ArrayList<>(), new ArrayList<>());
    for (PeriodReport now : newest.periods()) {
      if (now.period() != null && PUBLISHED.contains(now.state())) {
        Optional<PeriodReport> before =
            known.stream()
                .filter(report -> now.period().equals(report.period()))
                .filter(report -> PUBLISHED.contains(report.state()))
                .findFirst();
        if (before.isEmpty()) {
          since.published.add(now.period());
        } else if (before.get().revision() < now.revision()) {
          since.revised.add(now.period());
        }
      }
    }
    return since;
  }

  public boolean isNothing() {
    return published.isEmpty() && revised.isEmpty();
  }

  /**
   * The same id and revision must not say two things: that would be so under other meters.
   *
   * @throws IllegalStateException with one sentence, where a meter has changed
   */
  public void requireSameMeters(Snapshot snapshot, List<StoreChange> changes) {
    List<String> meters =
        changes.stream()
            .filter(change -> change.what() == Kind.METER)
            .map(StoreChange::name)
            .toList();
    if (!isNothing() && !meters.isEmpty()) {
      List<String> periods = new ArrayList<>(published);
      periods.addAll(revised);
      throw new IllegalStateException(
          String.join(", ", periods)
              + " came after "
              + snapshot.uri()
              + " and would come again, from other meters ("
              + String.join(", ", meters)
              + ") under the revisions there are; go on from it under the store file as it was"
              + " until they have come again and stop with a savepoint before you change it, or go"
              + " on from a newer one");
    }
  }
}
