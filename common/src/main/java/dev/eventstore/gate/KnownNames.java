package dev.eventstore.gate;

import dev.eventstore.expression.ExpressionException;
import java.util.HashMap;
import java.util.List;
import java.util.TreeSet;

/**
 * What checks read by name. A name that is not there is a mistake in the check, and must not look
 * like a value that is not there yet: such a check would be skipped, and its period would pass.
 */
final class KnownNames extends HashMap<String, Object> {
  private static final long serialVersionUID = 1L;

  private final String what;
  private final transient List<String> unknown;

  /**
   * @param what is named, in the singular
   * @param unknown takes up what is wrong with the names that are read
   */
  KnownNames(String what, List<String> unknown) {
    this.what = what;
    this.unknown = unknown;
  }

  @Override
  public Object get(Object name) {
    Object value = super.get(name);
    if (value == null) {
      String problem =
          "there is no "
              + what
              + " '"
              + name
              + "'; "
              + (isEmpty() ? "there is none at all" : String.join(", ", new TreeSet<>(keySet())));
      unknown.add(problem);
      throw new ExpressionException(problem);
    }
    return value;
  }
}
