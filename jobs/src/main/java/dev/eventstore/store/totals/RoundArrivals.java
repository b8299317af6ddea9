package dev.eventstore.store.totals;

import dev.eventstore.state.FigureKey;
import dev.eventstore.state.MeterOutput;
import dev.eventstore.store.time.SmallSteps;

/**
 * Tells {@link Reprocessing} of the ends of rounds, each by timers of its key group: once what had
 * been published is learnt, and again until the groups have been looked at.
 */
final class RoundArrivals {
  private final Reprocessing reprocessing;
  private final SmallSteps steps;
  private final FigureTimers timers;
  private final Learning learning;

  /**
   * @param steps in which the work of {@code reprocessing} is done
   */
  RoundArrivals(
      Reprocessing reprocessing, SmallSteps steps, FigureTimers timers, Learning learning) {
    this.reprocessing = reprocessing;
    this.steps = steps;
    this.timers = timers;
    this.learning = learning;
  }

  /** One worker has said all of a round. */
  void take(MeterOutput end) throws Exception {
    if (reprocessing.take(end)) {
      timers.arrival();
    }
  }

  void arrive(FigureKey end) throws Exception {
    if (!learning.isDone()) {
      timers.arrivalAgain();
      return;
    }
    if (reprocessing.arrive(end)) {
      timers.arrivalAgain();
    } else {
      timers.done();
    }
    steps.start();
  }

  /** The input has ended: there is no later. */
  void arriveAtTheEnd(FigureKey end) throws Exception {
    reprocessing.arrive(end);
    steps.finish();
  }
}
