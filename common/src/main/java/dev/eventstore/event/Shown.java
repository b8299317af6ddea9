package dev.eventstore.event;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Shows a value of a record in a message, shortened. */
final class Shown {
  private static final int LENGTH = 60;

  private Shown() {}

  static String of(Object raw) {
    if (raw instanceof Map) {
      return "a map";
    }
    if (raw instanceof List) {
      return "a list";
    }
    if (raw instanceof Double) {
      return "a number that is not finite";
    }
    String text = raw instanceof BigDecimal decimal ? decimal.toString() : String.valueOf(raw);
    String shown = text.length() <= LENGTH ? text : text.substring(0, LENGTH) + "…";
    return raw instanceof String ? "'" + shown + "'" : shown;
  }
}
