package dev.eventstore.store.time;

import dev.eventstore.period.Period;
import dev.eventstore.spec.StoreSpec;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The periods of a store with their moments, each computed once. For one thread. */
public final class StorePeriods {

  /**
   * A period and when its timers fire: event time in epoch milliseconds, as Flink counts it, so
   * that a watermark of that value says that everything before the moment after it is there.
   *
   * @param start epoch seconds, the period's name in state
   * @param end the start of the next
   * @param release every source has completed the period
   * @param expiry the period's retention has ended
   */
  public record StorePeriod(Period period, long start, long end, long release, long expiry) {
    /** Starts are whole seconds, so that the second of a moment tells. */
    private boolean contains(long second) {
      return start <= second && second < end;
    }

    public String id() {
      return period.id();
    }
  }

  private final StoreSpec spec;
  private final Map<Long, StorePeriod> byStart = new HashMap<>();

  /** Whatever is asked for is mostly what was asked for before. */
  private StorePeriod last;

  public StorePeriods(StoreSpec spec) {
    this.spec = spec;
  }

  /** The period an instant is in. */
  public StorePeriod at(Instant time) {
    if (last == null || !last.contains(time.getEpochSecond())) {
      Period period = spec.calendar().periodOf(time);
      StorePeriod known = byStart.get(period.start().getEpochSecond());
      last = known != null ? known : remember(period);
    }
    return last;
  }

  /**
   * The period of a start.
   *
   * @param start epoch seconds
   */
  public StorePeriod startingAt(long start) {
    if (last == null || last.start() != start) {
      StorePeriod known = byStart.get(start);
      last =
          known != null
              ? known
              : remember(spec.calendar().startingAt(Instant.ofEpochSecond(start)));
    }
    return last;
  }

  private StorePeriod remember(Period period) {
    Instant expiry = spec.retention().expiry(period.end(), spec.calendar().zone());
    StorePeriod made =
        new StorePeriod(
            period,
            period.start().getEpochSecond(),
            period.end().getEpochSecond(),
            period.end().toEpochMilli() - 1,
            expiry.toEpochMilli() - 1);
    byStart.put(made.start(), made);
    return made;
  }
}
