package dev.eventstore.event;

import dev.eventstore.value.Field;
import dev.eventstore.value.FieldType;
import dev.eventstore.value.Values;
import java.math.BigDecimal;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Makes the canonical value of one field from what a record holds, or says why it cannot: text,
 * {@link Long}, {@link BigDecimal}, {@link Boolean}, a map, or a {@link Double} for what is no
 * finite number.
 */
public final class FieldValues {
  private final Field field;
  private final Timestamps timestamps;

  public FieldValues(Field field) {
    this.field = field;
    this.timestamps = field.type() == FieldType.TIMESTAMP ? Timestamps.of(field.format()) : null;
  }

  /**
   * @param raw not null
   */
  public Object of(Object raw) throws BadValueException {
    return switch (field.type()) {
      case STRING -> string(raw);
      case INTEGER -> integer(raw);
      case DECIMAL -> Values.decimal(decimal(raw));
      case BOOLEAN -> bool(raw);
      case TIMESTAMP -> timestamps.of(raw);
      case STRINGS -> strings(raw);
    };
  }

  private Object string(Object raw) throws BadValueException {
    if (raw instanceof String text) {
      return wellFormed(text);
    }
    throw wrong(raw);
  }

  /** Else it could not be kept as it is, and might equal another text. */
  private static String wellFormed(String text) throws BadValueException {
    if (!Values.isWellFormed(text)) {
      throw new BadValueException(
          RefusalCode.WRONG_TYPE, "holds half of a surrogate pair in " + Shown.of(text));
    }
    return text;
  }

  private Object integer(Object raw) throws BadValueException {
    if (raw instanceof Long) {
      return raw;
    }
    try {
      return decimal(raw).longValueExact();
    } catch (ArithmeticException e) {
      throw wrong(raw);
    }
  }

  private BigDecimal decimal(Object raw) throws BadValueException {
    BigDecimal value = null;
    if (raw instanceof BigDecimal decimal) {
      value = decimal;
    } else if (raw instanceof Long integer) {
      return BigDecimal.valueOf(integer);
    } else if (raw instanceof String text) {
      try {
        value = Values.parse(text);
      } catch (NumberFormatException e) {
        throw wrong(raw);
      }
    }
    if (value == null || !Values.isWritable(value)) {
      throw wrong(raw);
    }
    return value;
  }

  private Object bool(Object raw) throws BadValueException {
    if (raw instanceof Boolean) {
      return raw;
    }
    Boolean value = raw instanceof String text ? Values.bool(text) : null;
    if (value == null) {
      throw wrong(raw);
    }
    return value;
  }

  private SortedMap<String, String> strings(Object raw) throws BadValueException {
    if (!(raw instanceof Map<?, ?> map)) {
      throw wrong(raw);
    }
    SortedMap<String, String> strings = new TreeMap<>();
    for (Map.Entry<?, ?> entry : map.entrySet()) {
      if (!(entry.getValue() instanceof String text)) {
        throw new BadValueException(
            RefusalCode.WRONG_TYPE,
            "holds a value under " + Shown.of(entry.getKey()) + " that is no text");
      }
      strings.put(wellFormed((String) entry.getKey()), wellFormed(text));
    }
    return strings;
  }

  private BadValueException wrong(Object raw) {
    return new BadValueException(
        RefusalCode.WRONG_TYPE, "takes " + takes() + " and not " + Shown.of(raw));
  }

  private String takes() {
    return switch (field.type()) {
      case STRING -> "text";
      case INTEGER -> "a 64-bit integer";
      case DECIMAL -> "a decimal of at most " + Values.MAX_DECIMAL_DIGITS + " digits";
      case BOOLEAN -> "true or false";
      case TIMESTAMP -> "a timestamp";
      case STRINGS -> "a map of text to text";
    };
  }
}
