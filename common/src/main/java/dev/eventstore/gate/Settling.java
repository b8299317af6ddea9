package dev.eventstore.gate;

import java.util.HashMap;
import java.util.Map;

/**
 * When a period that waits may be looked at again after changes of its data.
 *
 * <p>What changed in a held period travels to the totals by another way than its counts to the
 * gate. The gate gives it some time, so that it becomes part of revision 0; but not for ever, or a
 * stream of late events would starve an approval. Times are epoch milliseconds.
 */
public final class Settling {
  static final long QUIET_MILLIS = 3_000;
  static final long LONGEST_MILLIS = 15_000;

  private record Changes(long first, long last) {}

  private final Map<Long, Changes> changing = new HashMap<>();

  /**
   * @param period its start, epoch seconds
   */
  public void changed(long period, long now) {
    changing.merge(
        period, new Changes(now, now), (before, after) -> new Changes(before.first, after.last));
  }

  public boolean isUnsettled(long period, long now) {
    Changes changes = changing.get(period);
    if (changes == null) {
      return false;
    }
    if (now - changes.last < QUIET_MILLIS && now - changes.first < LONGEST_MILLIS) {
      return true;
    }
    changing.remove(period);
    return false;
  }
}
