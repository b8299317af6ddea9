package dev.eventstore.snapshot;

import dev.eventstore.restart.StoreChange;
import dev.eventstore.restart.StoreChanges;
import dev.eventstore.restart.StoreOutline;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.StoreKey;
import dev.eventstore.state.Uids;
import dev.eventstore.store.events.EarlierStoreFiles;
import dev.eventstore.usage.PeriodReport;
import dev.eventstore.usage.PeriodReport.State;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Whether a store can go on from a snapshot under a store file, and what that changes; looked at
 * before anything is started. The job itself looks again at what would be misread, since not every
 * way of starting one comes by here.
 *
 * @param changes none where the store file is as it was
 */
public record RestartCheck(Snapshot snapshot, List<StoreChange> changes) {
  private static final Set<State> UNRELEASED = EnumSet.of(State.OPEN, State.EXPIRED);

  /**
   * @param path a path on this machine, or a URI as Flink takes it
   * @throws IllegalStateException with one sentence, where it cannot
   */
  public static RestartCheck of(StoreSpec spec, String path) {
    Snapshot snapshot = Snapshot.openToGoOn(spec, path);
    requireMaxParallelism(snapshot, path);
    List<StoreChange> changes = changes(snapshot);
    if (snapshot.hasRecordsUnderWay()
        && changes.stream().anyMatch(StoreChange::concernsRecordsUnderWay)) {
      throw new IllegalStateException(
          path
              + " was taken under pressure, with records still on their way that were made under"
              + " the store file as it was; go on from it under that file and stop with a"
              + " savepoint before you change it, or name a savepoint");
    }
    return new RestartCheck(snapshot, changes);
  }

  private static List<StoreChange> changes(Snapshot snapshot) {
    StoreOutline now = StoreOutline.of(snapshot.spec());
    List<byte[]> kept = snapshot.union(Uids.EVENT_STORE, EarlierStoreFiles.outlineState());
    StoreOutline before = kept.isEmpty() ? now : StoreOutline.fromBytes(kept.get(0));
    return StoreChanges.between(before, now, released(snapshot));
  }

  private static List<String> released(Snapshot snapshot) {
    return snapshot.periods().stream()
        .filter(report -> report.period() != null && !UNRELEASED.contains(report.state()))
        .map(PeriodReport::period)
        .toList();
  }

  /** Keys are spread over so many groups for ever. */
  private static void requireMaxParallelism(Snapshot snapshot, String path) {
    int groups = snapshot.operator(Uids.EVENT_STORE).getMaxParallelism();
    if (groups != StoreKey.MAX_PARALLELISM) {
      throw new IllegalStateException(
          path
              + " was taken with a maximum parallelism of "
              + groups
              + " and a store has "
              + StoreKey.MAX_PARALLELISM
              + "; start the store anew from its sources");
    }
  }
}
