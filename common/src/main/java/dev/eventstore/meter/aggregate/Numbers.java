package dev.eventstore.meter.aggregate;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * Exact arithmetic over what columns of numbers hold: {@link Long}, {@link BigInteger} beyond 64
 * bits, and {@link BigDecimal}.
 */
final class Numbers {
  private Numbers() {}

  static Object plus(Object left, Object right) {
    if (left instanceof Long a && right instanceof Long b) {
      long result = a + b;
      boolean overflows = ((a ^ result) & (b ^ result)) < 0;
      return overflows ? (Object) BigInteger.valueOf(a).add(BigInteger.valueOf(b)) : result;
    }
    if (left instanceof BigDecimal || right instanceof BigDecimal) {
      return decimal(left).add(decimal(right));
    }
    return integer(left).add(integer(right));
  }

  /** Of values of one type, as a {@link Long} wherever an integer fits. */
  static Object minus(Object left, Object right) {
    return left instanceof BigDecimal || right instanceof BigDecimal
        ? decimal(left).subtract(decimal(right))
        : narrowed(integer(left).subtract(integer(right)));
  }

  /** A {@link Long} wherever an integer fits. */
  static Object narrowed(Object value) {
    return value instanceof BigInteger big && big.bitLength() < 64
        ? (Object) big.longValue()
        : value;
  }

  static BigDecimal decimal(Object value) {
    return value instanceof BigDecimal decimal ? decimal : new BigDecimal(integer(value));
  }

  private static BigInteger integer(Object value) {
    return value instanceof BigInteger big ? big : BigInteger.valueOf((Long) value);
  }
}
