package dev.eventstore.expression;

import java.util.Set;
import java.util.function.Function;

/** A compiled expression. Safe for use by one thread at a time. */
public interface Expression {
  ExpressionType type();

  /**
   * The bounds of its results, where it gives integers.
   *
   * @param columns the bounds of what it reads, by name
   */
  default IntegerRange range(Function<String, IntegerRange> columns) {
    return IntegerRange.ANY;
  }

  /** The names it reads. */
  Set<String> names();

  /**
   * Evaluates over a row.
   *
   * @param row name to value, null where absent
   * @return a canonical value of the class of {@link #type}, or null
   * @throws ExpressionException where evaluation fails, such as a division by zero
   */
  Object evaluate(Function<String, Object> row);
}
