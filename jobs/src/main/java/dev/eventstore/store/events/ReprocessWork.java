package dev.eventstore.store.events;

import dev.eventstore.state.StoreKey;
import dev.eventstore.store.time.StorePeriods.StorePeriod;
import dev.eventstore.usage.Reason;

/** Says a period anew under the present meters, and at its end that it has said all. */
final class ReprocessWork implements CommandWork {

  /** Tells the totals that this worker has said all of a period's round. */
  interface End {
    void said(StorePeriod period);
  }

  private final StorePeriod period;
  private final Release release;
  private final Releases releases;
  private final End end;

  ReprocessWork(StorePeriod period, Release release, Releases releases, End end) {
    this.period = period;
    this.release = release;
    this.releases = releases;
    this.end = end;
  }

  @Override
  public boolean concerns(StoreKey chunk) {
    return chunk.period() == period.start();
  }

  /** A chunk that was not released yet is said when it is. */
  @Override
  public void chunk(StoreKey chunk) throws Exception {
    if (releases.isReleased(chunk, period)) {
      release.all(chunk, period, Reason.REPROCESSED);
    }
  }

  @Override
  public void end() {
    end.said(period);
  }

  @Override
  public long takeChanged() {
    return 0;
  }

  @Override
  public long found() {
    return 0;
  }
}
