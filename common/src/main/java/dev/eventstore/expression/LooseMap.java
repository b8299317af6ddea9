package dev.eventstore.expression;

import dev.cel.common.values.NullValue;
import java.util.LinkedHashMap;

/**
 * A record of unknown shape, for expressions of type {@link ExpressionType#DYNAMIC}: what it does
 * not hold is null there, and not an error.
 */
public final class LooseMap extends LinkedHashMap<String, Object> {
  private static final long serialVersionUID = 1L;

  /** What null is inside of expressions. */
  public static final Object NULL = NullValue.NULL_VALUE;

  @Override
  public Object get(Object key) {
    Object value = super.get(key);
    return value == null ? NullValue.NULL_VALUE : value;
  }
}
