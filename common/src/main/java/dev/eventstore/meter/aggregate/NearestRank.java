package dev.eventstore.meter.aggregate;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** The nearest rank of a percentile: always a value that is there, never one in between. */
final class NearestRank {
  private NearestRank() {}

  /**
   * The rank from 1 among ordered values: the least that has {@code percent} of them at or below
   * it.
   *
   * @param percent from 0, the least value, to 100, the greatest
   * @param count at least 1
   */
  static long of(BigDecimal percent, long count) {
    BigDecimal exact = percent.multiply(BigDecimal.valueOf(count)).movePointLeft(2);
    return Math.max(1, exact.setScale(0, RoundingMode.CEILING).longValueExact());
  }
}
