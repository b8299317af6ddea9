package dev.eventstore.event;

import java.math.BigInteger;

/** The order of values of one type: numbers and times by size, text by its characters. */
public final class NaturalOrder {
  private NaturalOrder() {}

  /** Null is before all others. */
  @SuppressWarnings("unchecked")
  public static int compare(Object left, Object right) {
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    if (left instanceof BigInteger || right instanceof BigInteger) {
      return integer(left).compareTo(integer(right));
    }
    return ((Comparable<Object>) left).compareTo(right);
  }

  private static BigInteger integer(Object value) {
    return value instanceof BigInteger big ? big : BigInteger.valueOf((Long) value);
  }
}
