package dev.eventstore.event;

/** The order of values of one type: numbers and times by size, text by its characters. */
public final class NaturalOrder {
  private NaturalOrder() {}

  /** Null is before all others. */
  @SuppressWarnings("unchecked")
  public static int compare(Object left, Object right) {
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    return ((Comparable<Object>) left).compareTo(right);
  }
}
