package dev.eventstore.expression;

import dev.cel.common.values.NullValue;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A name with what is taken from it, such as {@code record.customer["id"]}: an operand of an
 * expression.
 */
record Path(String name, List<String> fields) {
  /** Where a field is taken from a value that has none. */
  static final Object NO_FIELDS = new Object();

  /** What is there, or null, or {@link #NO_FIELDS}. */
  Object value(Function<String, Object> row) {
    Object value = orNull(row.apply(name));
    for (String field : fields) {
      if (!(value instanceof Map<?, ?> map)) {
        return value == null ? null : NO_FIELDS;
      }
      value = orNull(map.get(field));
    }
    return value;
  }

  private static Object orNull(Object value) {
    return value == NullValue.NULL_VALUE ? null : value;
  }
}
