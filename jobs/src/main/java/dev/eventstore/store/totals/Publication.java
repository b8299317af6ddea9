package dev.eventstore.store.totals;

import dev.eventstore.meter.Meter;
import dev.eventstore.period.Period;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.FigureKey;
import dev.eventstore.usage.Reason;

/** What was said under the current key, and how it is published. */
final class Publication {
  final Unpublished unpublished;
  private final FigurePublisher figures;
  private final EventPublisher events;

  Publication(StoreSpec spec, TotalsStates states, EndedRounds rounds, Output output) {
    unpublished = new Unpublished(states, output);
    figures = new FigurePublisher(spec, states, rounds, output);
    events = new EventPublisher(spec, states, output);
  }

  Publisher publisher(Meter meter) {
    return meter.aggregates() ? figures : events;
  }

  /**
   * Publishes the release; what changed since is left for the next revision.
   *
   * @return whether something is left; nothing is where it could not be published, while the period
   *     is being reprocessed
   */
  boolean release(Meter meter, FigureKey key, Period period) throws Exception {
    return publish(meter, key, period) && unpublished.takeUp(publisher(meter));
  }

  /**
   * Publishes the release of a period that was held; what changed meanwhile is part of it.
   *
   * @return whether it could: not while the period is being reprocessed
   */
  boolean releaseHeld(Meter meter, FigureKey key, Period period) throws Exception {
    boolean waited = unpublished.holdsRelease();
    if (unpublished.takeUp(publisher(meter))) {
      unpublished.asRelease(waited);
    }
    return publish(meter, key, period);
  }

  /**
   * Makes the release a revision, where it had been published before, by a run of the store that
   * had gone further.
   *
   * @return whether it had been
   */
  boolean releaseAgain(Meter meter) throws Exception {
    if (!publisher(meter).hasPublished()) {
      return false;
    }
    unpublished.takeUp(publisher(meter));
    unpublished.asRevision();
    return true;
  }

  /**
   * Publishes what changed.
   *
   * @return whether it could: not while the period is being reprocessed
   */
  boolean publish(Meter meter, FigureKey key, Period period) throws Exception {
    Reason reason = unpublished.reason();
    if (reason == null) {
      return true;
    }
    if (!publisher(meter).publish(meter, key, period, reason)) {
      return false;
    }
    unpublished.published(reason);
    return true;
  }

  void clear() throws Exception {
    figures.clear();
    events.clear();
    unpublished.clear();
  }
}
