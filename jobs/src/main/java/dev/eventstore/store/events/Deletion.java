package dev.eventstore.store.events;

import dev.eventstore.control.Selection;
import dev.eventstore.state.StoreKey;
import dev.eventstore.store.events.KeptEvents.Kept;
import dev.eventstore.store.gate.TallyBook;
import dev.eventstore.store.time.StorePeriods.StorePeriod;
import dev.eventstore.usage.Counter;
import dev.eventstore.usage.Reason;
import dev.eventstore.usage.Tally;
import java.util.ArrayList;
import java.util.List;

/** Takes events out of the store, and what they contributed out of released periods. */
final class Deletion {
  private final EventStates states;
  private final KeptEvents kept;
  private final Release release;
  private final Changes changes;
  private final TallyBook tallies;
  private final StoredTally stored;

  Deletion(
      EventStates states,
      KeptEvents kept,
      Release release,
      Changes changes,
      TallyBook tallies,
      StoredTally stored) {
    this.states = states;
    this.kept = kept;
    this.release = release;
    this.changes = changes;
    this.tallies = tallies;
    this.stored = stored;
  }

  /** The events of the current chunk that are selected. */
  List<Kept> selected(StoreKey chunk, Selection selection) throws Exception {
    List<Kept> selected = new ArrayList<>();
    KeptEvents.each(
        states,
        chunk,
        kept -> {
          if (selection.reaches(kept.event().key()) && selection.selects(release.values(kept))) {
            selected.add(kept);
          }
        });
    return selected;
  }

  /**
   * Deletes events of one chunk.
   *
   * @param released whether the period has gone to the meters
   */
  void delete(StoreKey chunk, List<Kept> events, StorePeriod period, boolean released)
      throws Exception {
    kept.open(chunk);
    for (Kept event : events) {
      delete(event, period, released);
    }
    kept.close();
  }

  /**
   * Deletes an event of the bucket that is open.
   *
   * @param released whether the period has gone to the meters
   */
  void delete(Kept event, StorePeriod period, boolean released) throws Exception {
    if (released) {
      changes.gone(event, period, Reason.DELETED, false);
      kept.leaveTrace(event);
    } else {
      kept.remove(event);
    }
    Tally tally = tallies.of(event.event().source(), period.start());
    stored.left(event.event(), tally);
    tally.add(Counter.DELETED, 1);
  }
}
