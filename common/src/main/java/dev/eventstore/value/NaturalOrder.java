package dev.eventstore.value;

import java.math.BigInteger;

/**
 * The order of values of one type: numbers and times by size, text by its code points, which is the
 * order of its UTF-8 bytes, as in SQL.
 */
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
    if (left instanceof String text) {
      return text(text, (String) right);
    }
    return ((Comparable<Object>) left).compareTo(right);
  }

  /** A character of a surrogate pair is of a code point beyond all that have none. */
  private static int text(String left, String right) {
    int common = Math.min(left.length(), right.length());
    for (int i = 0; i < common; i++) {
      char one = left.charAt(i);
      char other = right.charAt(i);
      if (one != other) {
        boolean isBeyond = Character.isSurrogate(one);
        return isBeyond == Character.isSurrogate(other)
            ? Character.compare(one, other)
            : Boolean.compare(isBeyond, !isBeyond);
      }
    }
    return Integer.compare(left.length(), right.length());
  }

  private static BigInteger integer(Object value) {
    return value instanceof BigInteger big ? big : BigInteger.valueOf((Long) value);
  }
}
