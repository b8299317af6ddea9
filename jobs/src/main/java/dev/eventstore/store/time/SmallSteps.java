package dev.eventstore.store.time;

import org.apache.flink.streaming.runtime.tasks.ProcessingTimeService;

/**
 * Does mass work of an operator in small steps, between which events and checkpoints have their
 * turn.
 */
public final class SmallSteps {
  private static final long STEP_NANOS = 20_000_000;

  /** Work that can be left at any point and taken up again. */
  public interface Work {
    boolean hasWork();

    /** Works until {@link System#nanoTime} is past a moment, or there is no more. */
    void step(long until) throws Exception;
  }

  private final Work work;
  private final ProcessingTimeService time;
  private boolean started;

  public SmallSteps(Work work, ProcessingTimeService time) {
    this.work = work;
    this.time = time;
  }

  /** Works on what there is; without effect where that goes on already. */
  public void start() throws Exception {
    if (!started) {
      next();
    }
  }

  private void next() throws Exception {
    started = work.hasWork();
    if (started) {
      step();
      time.registerTimer(time.getCurrentProcessingTime(), now -> next());
    }
  }

  /** Works until there is no more. */
  public void finish() throws Exception {
    while (work.hasWork()) {
      step();
    }
  }

  private void step() throws Exception {
    work.step(System.nanoTime() + STEP_NANOS);
  }
}
