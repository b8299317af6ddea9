package dev.eventstore.event;

import dev.eventstore.value.Values;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** Shows a value of a record in a message, shortened. */
public final class Shown {
  private static final int LENGTH = 60;

  private Shown() {}

  public static String of(Object raw) {
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
    String shown = Values.wellFormed(text.length() <= LENGTH ? text : head(text) + "…");
    return raw instanceof String ? "'" + shown + "'" : shown;
  }

  /** Never ends within a surrogate pair. */
  private static String head(String text) {
    return text.substring(
        0, Character.isHighSurrogate(text.charAt(LENGTH - 1)) ? LENGTH - 1 : LENGTH);
  }
}
