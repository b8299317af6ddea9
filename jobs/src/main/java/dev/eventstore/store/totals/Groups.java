package dev.eventstore.store.totals;

import dev.eventstore.meter.Meter;
import dev.eventstore.meter.Meters;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.Bytes;
import dev.eventstore.state.FigureKey;
import dev.eventstore.state.MeterOutput;
import dev.eventstore.state.Said;
import dev.eventstore.store.time.StorePeriods;
import dev.eventstore.store.time.StorePeriods.StorePeriod;
import dev.eventstore.usage.Reason;

/**
 * What becomes of a group, which is the current key: it is said, released with its period, revised,
 * looked at after a round of reprocessing, and expires. One of a meter that the store file has no
 * more is left as it is until then.
 */
final class Groups {
  private final StorePeriods periods;
  private final Meters meters;
  private final TotalsStates states;
  private final Publication publication;
  private final Unpublished unpublished;
  private final FigureTimers timers;
  private final Progress progress;

  Groups(
      StoreSpec spec,
      StorePeriods periods,
      TotalsStates states,
      Publication publication,
      FigureTimers timers,
      Progress progress) {
    this.periods = periods;
    this.meters = Meters.compile(spec.event(), spec.meters());
    this.states = states;
    this.publication = publication;
    this.unpublished = publication.unpublished;
    this.timers = timers;
    this.progress = progress;
  }

  void accept(MeterOutput said) throws Exception {
    Meter meter = meters.byName(said.key().meter());
    if (meter == null) {
      return;
    }
    StorePeriod period = periodOf(said.key());
    timers.expiry(period);
    boolean isPublished = progress.hasPassed(period);
    if (!isPublished) {
      timers.release(period);
    }
    boolean isChange = said.reason() != Reason.RELEASE.ordinal();
    if (isChange && (!isPublished || unpublished.holdsRelease())) {
      unpublished.setAside(said);
    } else {
      publication
          .publisher(meter)
          .accept(new Bytes(said.part()), new Said(said.round(), said.content()));
      if (unpublished.note(said.reason()) && isPublished) {
        timers.revision();
      }
    }
  }

  /**
   * Takes over what had been published of it. A group that is not said again when its period is
   * released is gone, and has to be looked at then.
   */
  void know(TotalsSignal.Known known) throws Exception {
    states.know(known);
    StorePeriod period = periodOf(known.key());
    timers.expiry(period);
    if (known.isFigure() && !progress.published.passed(period.release())) {
      timers.release(period);
    }
  }

  void release(FigureKey key) throws Exception {
    Meter meter = meters.byName(key.meter());
    if (meter != null && !progress.held.isLeft(key.period())) {
      StorePeriod period = periodOf(key);
      progress.releases(period);
      release(meter, key, period);
    }
  }

  private void release(Meter meter, FigureKey key, StorePeriod period) throws Exception {
    if (progress.learning.concerns(period.release()) && publication.releaseAgain(meter)) {
      timers.revision();
      return;
    }
    if (progress.held.hasPassedLater(key.period())) {
      publication.releaseHeld(meter, key, period.period());
    } else if (publication.release(meter, key, period.period())) {
      timers.revision();
    }
  }

  /** The input has ended: what changed is published now. */
  void reviseAtTheEnd(FigureKey key) throws Exception {
    Meter meter = meters.byName(key.meter());
    if (meter != null && !progress.held.isLeft(key.period())) {
      publication.publish(meter, key, periodOf(key).period());
    }
  }

  void revise(FigureKey key) throws Exception {
    Meter meter = meters.byName(key.meter());
    if (!progress.hasCaughtUp()) {
      timers.revision();
    } else if (meter != null) {
      timers.done();
      publication.publish(meter, key, periodOf(key).period());
    }
  }

  /** A round has ended in which its period was reprocessed. */
  void reprocessed(FigureKey key) throws Exception {
    Meter meter = meters.byName(key.meter());
    StorePeriod period = periodOf(key);
    if (meter == null || !progress.letsPublish(period)) {
      return;
    }
    if (unpublished.holdsRelease()) {
      release(meter, key, period);
    } else {
      unpublished.note(Reason.REPROCESSED.ordinal());
      if (progress.hasCaughtUp()) {
        publication.publish(meter, key, period.period());
      } else {
        timers.revision();
      }
    }
  }

  /** It expires later than the store file said before. */
  void staysOn() throws Exception {
    if (unpublished.reason() != null) {
      timers.revision();
    }
  }

  /** By now the store has caught up with what it had learnt. What has changed is published. */
  void expire(FigureKey key) throws Exception {
    Meter meter = meters.byName(key.meter());
    if (meter != null) {
      publication.publish(meter, key, periodOf(key).period());
    }
    publication.clear();
  }

  private StorePeriod periodOf(FigureKey key) {
    return periods.startingAt(key.period());
  }
}
