package dev.eventstore.bench.job;

import dev.eventstore.bench.job.RunningJob.Sample;
import dev.eventstore.bench.report.CheckpointTimes;
import dev.eventstore.bench.report.RunResult.Close;
import dev.eventstore.bench.report.RunResult.Late;
import dev.eventstore.bench.usage.Totals;
import dev.eventstore.bench.usage.UsageTopics;
import dev.eventstore.bench.usage.UsageTopics.Written;

/** The close of a store that has read everything before it, and what comes after. */
final class Closing {
  /** Into the close, so that there is a checkpoint in it however short it is. */
  private static final long CHECKPOINT_AFTER_MILLIS = 1_000;

  private static final long PATIENCE_MILLIS = 10 * 60 * 1_000;

  private final RunningJob job;
  private final UsageTopics usage;
  private final Figures figures;

  /**
   * @param figures from the beginning of what the store publishes
   */
  Closing(RunningJob job, UsageTopics usage, Figures figures) {
    this.job = job;
    this.usage = usage;
    this.figures = figures;
  }

  /** Completes all periods, and waits for all figures. */
  Close close() throws Exception {
    Totals expected = Totals.atClose(usage.events());
    int groups = expected.groups();
    Sample before = job.look();
    usage.complete();
    long begin = System.currentTimeMillis();
    boolean triggered = false;
    while (figures.first() < groups) {
      figures.poll();
      long waited = System.currentTimeMillis() - begin;
      if (!triggered && waited > CHECKPOINT_AFTER_MILLIS) {
        job.triggerCheckpoint();
        triggered = true;
      }
      requirePatience(waited, figures.first() + " of " + groups + " figures");
    }
    long visible = System.currentTimeMillis();
    Sample after = job.look();
    CheckpointTimes checkpoints = job.settledCheckpoints().during(begin, figures.written());
    return new Close(
        usage.events().plan().events() - lateEvents(),
        groups,
        (figures.written() - begin) / 1e3,
        (visible - begin) / 1e3,
        after.cpuSeconds() - before.cpuSeconds(),
        after.threadsSince(before),
        checkpoints,
        figures.are(expected));
  }

  private long lateEvents() {
    long late = 0;
    for (long n = 0; n < usage.events().plan().events(); n++) {
      late += usage.events().isLate(n) ? 1 : 0;
    }
    return late;
  }

  /** Sends what comes late, and waits until the figures are right again. */
  Late late() throws Exception {
    Totals expected = Totals.corrected(usage.events());
    Written late = usage.late();
    long begin = System.currentTimeMillis();
    while (!figures.are(expected)) {
      figures.poll();
      long waited = System.currentTimeMillis() - begin;
      requirePatience(waited, figures.revisions() + " revisions, which are not all");
    }
    long visible = System.currentTimeMillis();
    return new Late(
        late.records(),
        figures.revisions(),
        (figures.written() - begin) / 1e3,
        (visible - begin) / 1e3);
  }

  private void requirePatience(long waited, String what) {
    job.requireAlive();
    if (waited > PATIENCE_MILLIS) {
      throw new IllegalStateException("after ten minutes there are " + what);
    }
  }
}
