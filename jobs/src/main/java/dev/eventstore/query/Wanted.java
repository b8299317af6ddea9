package dev.eventstore.query;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a filter wants of a column: values of some ranges. Whatever is in none of them need not be
 * read.
 */
record Wanted(String column, List<Range> ranges) implements Serializable {

  /**
   * Values of one type, a string or a long.
   *
   * @param from the least value, or null
   * @param to the greatest value, or null
   */
  record Range(Comparable<?> from, Comparable<?> to) implements Serializable {
    private boolean has(Object value) {
      return (from == null || compare(from, value) <= 0) && (to == null || compare(to, value) >= 0);
    }

    private boolean isOne() {
      return from != null && from.equals(to);
    }

    @SuppressWarnings("unchecked")
    private static <T> int compare(Comparable<T> bound, Object value) {
      return bound.compareTo((T) value);
    }
  }

  Wanted {
    ranges = List.copyOf(ranges);
  }

  /** Those of a column. */
  static ArrayList<Wanted> of(String column, List<Wanted> wanted) {
    return wanted.stream()
        .filter(one -> one.column().equals(column))
        .collect(Collectors.toCollection(ArrayList::new));
  }

  /** Whether a value of the column is in all of them. */
  static boolean all(List<Wanted> wanted, Object value) {
    return wanted.stream().allMatch(one -> one.has(value));
  }

  private boolean has(Object value) {
    return ranges.stream().anyMatch(range -> range.has(value));
  }

  /** Either of both, of the same column. */
  Wanted or(Wanted other) {
    return new Wanted(column, Stream.concat(ranges.stream(), other.ranges.stream()).toList());
  }

  /** Whether it is a list of values. */
  boolean isList() {
    return ranges.stream().allMatch(Range::isOne);
  }

  /** The values of a list. */
  List<Object> values() {
    return ranges.stream().<Object>map(Range::from).toList();
  }
}
