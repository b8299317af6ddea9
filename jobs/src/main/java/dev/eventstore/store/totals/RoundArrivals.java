package dev.eventstore.store.totals;

import dev.eventstore.state.FigureKey;
import dev.eventstore.state.MeterOutput;
import dev.eventstore.store.time.SmallSteps;
import dev.eventstore.store.time.StorePeriods;
import dev.eventstore.store.time.StorePeriods.StorePeriod;

/**
 * Tells {@link Reprocessing} of the ends of rounds, each by timers of its key group: once what had
 * been published is learnt, and again until the groups have been looked at.
 */
final class RoundArrivals {
  private final Reprocessing reprocessing;
  private final SmallSteps steps;
  private final StorePeriods periods;
  private final FigureTimers timers;
  private final Learning learning;

  /**
   * @param steps in which the work of {@code reprocessing} is done
   */
  RoundArrivals(
      Reprocessing reprocessing,
      SmallSteps steps,
      StorePeriods periods,
      FigureTimers timers,
      Learning learning) {
    this.reprocessing = reprocessing;
    this.steps = steps;
    this.periods = periods;
    this.timers = timers;
    this.learning = learning;
  }

  /** One worker has said all of a round. */
  void take(MeterOutput end) throws Exception {
    if (reprocessing.take(end)) {
      timers.arrival(period(end.key()));
    }
  }

  void arrive(FigureKey end) throws Exception {
    if (!learning.isDone()) {
      timers.arrivalAgain(period(end));
      return;
    }
    if (reprocessing.arrive(end)) {
      timers.arrivalAgain(period(end));
    } else {
      timers.arrived(period(end));
    }
    steps.start();
  }

  /** The groups expire next, or the input has ended: there is no later. */
  void arriveAtTheLatest(FigureKey end) throws Exception {
    reprocessing.arrive(end);
    steps.finish();
  }

  private StorePeriod period(FigureKey end) {
    return periods.startingAt(end.period());
  }
}
