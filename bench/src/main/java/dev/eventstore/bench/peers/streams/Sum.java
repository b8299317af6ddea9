package dev.eventstore.bench.peers.streams;

import dev.eventstore.bench.peers.Usage;
import java.math.BigDecimal;

/** The sum of bytes and the count of events. */
record Sum(BigDecimal bytes, long count) {
  static final Sum NONE = new Sum(BigDecimal.ZERO, 0);

  /** A marker adds nothing. */
  Sum plus(Usage usage) {
    return usage.isMarker() ? this : new Sum(bytes.add(usage.bytes), count + 1);
  }
}
