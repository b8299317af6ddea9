package dev.eventstore.event;

import dev.eventstore.spec.SourceSpec;
import java.util.function.BiConsumer;

/** Type-checks a source's filter and field expressions. */
public final class MappingCheck {
  private MappingCheck() {}

  /**
   * @param problems takes the place, such as {@code fields.bytes}, and one sentence
   */
  public static void check(
      EventSchema schema, SourceSpec source, BiConsumer<String, String> problems) {}
}
