package dev.eventstore.gate;

import java.util.HashMap;
import java.util.Map;

/**
 * The promises of the sources' readers, as last told. Readers repeat them after a restart, so they
 * are not kept.
 */
final class Promises {
  static final long NOTHING = Long.MIN_VALUE;

  private record Promise(long time, int holding) {}

  private final Map<String, Promise[]> readers = new HashMap<>();

  void tell(String source, int reader, int readerCount, long time, int holding) {
    Promise[] known = readers.get(source);
    if (known == null || known.length != readerCount) {
      known = new Promise[readerCount];
      readers.put(source, known);
    }
    known[reader] = new Promise(time, holding);
  }

  /** Everything before it has been reported by all readers of the source, epoch milliseconds. */
  long of(String source) {
    Promise least = least(source);
    return least == null ? NOTHING : least.time;
  }

  /** The partition that holds the source's promise back, or null where it is not known. */
  Integer holding(String source) {
    Promise least = least(source);
    return least == null || least.holding < 0 ? null : least.holding;
  }

  /** The lowest promise; null where a reader has told none. */
  private Promise least(String source) {
    Promise[] known = readers.get(source);
    if (known == null) {
      return null;
    }
    Promise least = known[0];
    for (Promise promise : known) {
      if (promise == null) {
        return null;
      }
      least = promise.time < least.time ? promise : least;
    }
    return least;
  }
}
