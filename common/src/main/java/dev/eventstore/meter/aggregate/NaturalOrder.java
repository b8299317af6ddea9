package dev.eventstore.meter.aggregate;

/** The order of values of one type: numbers and times by size, text by its characters. */
final class NaturalOrder {
  private NaturalOrder() {}

  /** Null is before all others. */
  @SuppressWarnings("unchecked")
  static int compare(Object left, Object right) {
    if (left == null || right == null) {
      return Boolean.compare(left != null, right != null);
    }
    return ((Comparable<Object>) left).compareTo(right);
  }
}
