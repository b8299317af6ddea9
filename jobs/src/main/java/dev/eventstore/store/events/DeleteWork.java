package dev.eventstore.store.events;

import dev.eventstore.control.Selection;
import dev.eventstore.state.StoreKey;
import dev.eventstore.store.events.KeptEvents.Kept;
import dev.eventstore.store.time.StorePeriods.StorePeriod;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Deletes the events that a command selects, or only counts them. */
final class DeleteWork implements CommandWork {
  private final Selection selection;

  /** Where the selected events are; empty where they may be anywhere. */
  private final Set<Integer> buckets;

  private final boolean dryRun;
  private final Deletion deletion;
  private final Releases releases;
  private long changed;
  private long found;

  /**
   * @param shards over how many buckets a key is spread
   */
  DeleteWork(
      Selection selection, int shards, boolean dryRun, Deletion deletion, Releases releases) {
    this.buckets =
        selection.key().stream()
            .flatMap(key -> IntStream.range(0, shards).mapToObj(s -> StoreKey.bucket(key, s)))
            .collect(Collectors.toSet());
    this.selection = selection;
    this.dryRun = dryRun;
    this.deletion = deletion;
    this.releases = releases;
  }

  @Override
  public boolean concerns(StoreKey chunk) {
    return buckets.isEmpty() || buckets.contains(chunk.bucket());
  }

  @Override
  public void chunk(StoreKey chunk) throws Exception {
    List<Kept> selected = deletion.selected(chunk, selection);
    if (dryRun) {
      found += selected.size();
    } else if (!selected.isEmpty()) {
      StorePeriod period = releases.periodOf(chunk);
      boolean released = releases.isReleased(chunk, period);
      deletion.delete(chunk, selected, period, released);
      changed += selected.size();
    }
  }

  @Override
  public void end() {}

  @Override
  public long takeChanged() {
    long taken = changed;
    changed = 0;
    return taken;
  }

  @Override
  public long found() {
    return found;
  }
}
