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

  boolean isNull(Function<String, Object> row) {
    Object value = row.apply(name);
    for (String field : fields) {
      if (!(value instanceof Map<?, ?> map)) {
        return isNull(value);
      }
      value = map.get(field);
    }
    return isNull(value);
  }

  private static boolean isNull(Object value) {
    return value == null || value == NullValue.NULL_VALUE;
  }
}
