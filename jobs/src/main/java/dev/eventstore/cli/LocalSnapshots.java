package dev.eventstore.cli;

import dev.eventstore.local.LocalStore;
import dev.eventstore.snapshot.PublishedFigures;
import dev.eventstore.snapshot.SavedStates;
import dev.eventstore.snapshot.SavedStates.Saved;
import dev.eventstore.snapshot.Snapshot;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The savepoints and checkpoints of a store's local run, as far as its store file can read them.
 */
final class LocalSnapshots {
  private final LocalStore store;
  private final List<Snapshot> all = new ArrayList<>();

  LocalSnapshots(LocalStore store) {
    this.store = store;
    for (Saved saved : SavedStates.in(store.folder())) {
      try {
        all.add(Snapshot.openToGoOn(store.spec(), saved.uri()));
      } catch (IllegalStateException e) {
        // It is not whole, or of another store file.
      }
    }
  }

  /** The newest last. */
  List<Snapshot> all() {
    return all;
  }

  /**
   * What the newest of them that tells it for certain knows to have been published, where it knows
   * more than a snapshot.
   */
  Optional<PublishedFigures> publishedAfter(Snapshot snapshot) {
    for (int i = all.size() - 1; i >= 0; i--) {
      try {
        PublishedFigures figures = PublishedFigures.of(store.spec(), all.get(i).uri());
        return figures.isLaterThan(snapshot) ? Optional.of(figures) : Optional.empty();
      } catch (IllegalStateException e) {
        // It does not tell for certain: an earlier one may.
      }
    }
    return Optional.empty();
  }
}
