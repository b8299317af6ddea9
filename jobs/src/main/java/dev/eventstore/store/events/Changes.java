package dev.eventstore.store.events;

import dev.eventstore.state.Bytes;
import dev.eventstore.state.StoreKey;
import dev.eventstore.store.events.KeptEvents.Kept;
import dev.eventstore.store.time.StorePeriods.StorePeriod;
import dev.eventstore.usage.Reason;
import java.util.function.Consumer;
import org.apache.flink.api.common.state.MapState;

/**
 * Follows changes of released periods: notes which groups an event that came or went belongs to, so
 * that its chunk says just those anew, a moment later, for all changes of that moment at once.
 */
final class Changes {
  /**
   * For how long changes of one chunk are collected before it is scanned again. It bounds the scans
   * under a stream of late events; how long corrections are gathered is decided where they are
   * published.
   */
  private static final long COLLECT_MILLIS = 500;

  private final MapState<Bytes, Integer> changed;
  private final Release release;
  private final ChunkTimers timers;
  private final Consumer<StoreKey> setCurrentKey;
  private final long collectMillis;

  Changes(
      MapState<Bytes, Integer> changed,
      Release release,
      ChunkTimers timers,
      Consumer<StoreKey> setCurrentKey,
      long reviseAfterMillis) {
    this.changed = changed;
    this.release = release;
    this.timers = timers;
    this.setCurrentKey = setCurrentKey;
    this.collectMillis = Math.min(COLLECT_MILLIS, reviseAfterMillis);
  }

  /** A chunk has its first event. */
  void opened(StoreKey chunk, StorePeriod period, boolean released) {
    if (!released) {
      timers.release(chunk, period);
    }
    timers.expiry(chunk, period);
  }

  /** An event came into a released period. */
  void came(Kept event, StorePeriod period, Reason reason) throws Exception {
    note(event, period, reason);
    release.event(event, period, reason);
  }

  /**
   * An event is leaving a released period.
   *
   * @param replacedInPlace whether another event takes its place at once
   */
  void gone(Kept event, StorePeriod period, Reason reason, boolean replacedInPlace)
      throws Exception {
    note(event, period, reason);
    if (!replacedInPlace) {
      release.withdrawn(event, period, reason);
    }
  }

  private void note(Kept event, StorePeriod period, Reason reason) throws Exception {
    setCurrentKey.accept(event.chunk());
    if (changed.isEmpty()) {
      timers.changed(event.chunk(), collectMillis);
    }
    for (Bytes group : release.groupsOf(event, period)) {
      Integer before = changed.get(group);
      changed.put(group, before == null ? reason.ordinal() : Math.max(before, reason.ordinal()));
    }
  }
}
