package dev.eventstore.expression;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The last results of an expression, by the values of its operands. Usage says the same few states,
 * kinds and tiers over and over, and to look a result up takes a small part of the time to evaluate
 * it. Where the values hardly ever come again, nothing is looked up any more.
 *
 * <p>It is exact, since a result depends on the operands alone. What could be changed, such as a
 * map, or is large, is not kept.
 */
final class Results {
  /** Instead of a result, where none is known. */
  static final Object UNKNOWN = new Object();

  private static final int SLOTS = 256;
  private static final int MOST_OPERANDS = 4;
  private static final int LONGEST_TEXT = 64;

  /** So many more results may be missed than found, before nothing is looked up any more. */
  private static final int PATIENCE = 8 * SLOTS;

  private record Result(Object[] values, Object result) {}

  private final List<Path> operands;

  /** Those of the row that was asked for last. */
  private final Object[] values;

  private final Result[] slots;
  private int slot;
  private int patience;

  Results(List<Path> operands) {
    this.operands = operands.stream().distinct().toList();
    this.values = new Object[this.operands.size()];
    boolean isWorthIt = values.length > 0 && values.length <= MOST_OPERANDS;
    this.slots = new Result[isWorthIt ? SLOTS : 0];
    this.patience = isWorthIt ? PATIENCE : 0;
  }

  /** The result for a row, where it is known. */
  Object find(Function<String, Object> row) {
    slot = -1;
    if (patience == 0) {
      return UNKNOWN;
    }
    for (int i = 0; i < values.length; i++) {
      values[i] = operands.get(i).value(row);
      if (!isKept(values[i])) {
        patience--;
        return UNKNOWN;
      }
    }
    int hash = Arrays.hashCode(values);
    slot = (hash ^ hash >>> 16) & SLOTS - 1;
    Result known = slots[slot];
    if (known != null && Arrays.equals(known.values, values)) {
      patience = Math.min(patience + 1, PATIENCE);
      return known.result;
    }
    patience--;
    return UNKNOWN;
  }

  /** Keeps the result of the row that was asked for last, where it can be kept. */
  Object put(Object result) {
    if (slot >= 0 && isKept(result)) {
      slots[slot] = new Result(values.clone(), result);
    }
    return result;
  }

  private static boolean isKept(Object value) {
    return value == null
        || value instanceof Long
        || value instanceof BigDecimal
        || value instanceof Boolean
        || value instanceof String text && text.length() <= LONGEST_TEXT
        || value instanceof Instant
        || value instanceof BigInteger;
  }
}
