package dev.eventstore.snapshot;

import dev.eventstore.restart.StoreChange;
import dev.eventstore.restart.StoreOutline.Kind;
import dev.eventstore.usage.PeriodReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What a store published after the snapshot that it is to go on from: unless it learns of it, it
 * publishes it again, under the ids and revisions that it had.
 *
 * @param published the ids of periods that were published since
 * @param revised the ids of those that had been published, and were revised since
 */
public record PublishedSince(SortedSet<String> published, SortedSet<String> revised) {
  /**
   * @param others of the same store, from before or after: those of more than one run
   */
  public static PublishedSince of(Snapshot snapshot, List<Snapshot> others) {
    List<PeriodReport> known = snapshot.periods();
    PublishedSince since = new PublishedSince(new TreeSet<>(), new TreeSet<>());
    others.stream()
        .filter(other -> !snapshot.hasLearnt(other))
        .forEach(other -> since.add(known, other.periods()));
    return since;
  }

  private void add(List<PeriodReport> known, List<PeriodReport> then) {
    for (PeriodReport now : then) {
      if (now.period() != null && now.state().isPublished()) {
        Optional<PeriodReport> before =
            known.stream()
                .filter(report -> now.period().equals(report.period()))
                .filter(report -> report.state().isPublished())
                .findFirst();
        if (before.isEmpty()) {
          published.add(now.period());
        } else if (before.get().revision() < now.revision()) {
          revised.add(now.period());
        }
      }
    }
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
