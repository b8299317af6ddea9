package dev.eventstore.store.events;

import dev.eventstore.control.Selection;
import dev.eventstore.state.StoreKey;
import dev.eventstore.store.StorePeriods.StorePeriod;
import dev.eventstore.store.events.KeptEvents.Kept;
import java.util.List;

/** Deletes the events that a command selects, or only counts them. */
final class DeleteWork implements CommandWork {
  private final Selection selection;
  private final boolean dryRun;
  private final Deletion deletion;
  private final Releases releases;
  private long changed;
  private long found;

  DeleteWork(Selection selection, boolean dryRun, Deletion deletion, Releases releases) {
    this.selection = selection;
    this.dryRun = dryRun;
    this.deletion = deletion;
    this.releases = releases;
  }

  @Override
  public boolean concerns(StoreKey chunk) {
    return selection.reaches(chunk.key());
  }

  @Override
  public void chunk(StoreKey chunk) throws Exception {
    List<Kept> selected = deletion.selected(chunk, selection);
    if (dryRun) {
      found += selected.size();
    } else if (!selected.isEmpty()) {
      StorePeriod period = releases.periodOf(chunk);
      boolean released = releases.isReleased(chunk, period);
      for (Kept event : selected) {
        deletion.delete(event, period, released);
        changed++;
      }
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
