package dev.eventstore.meter;

import dev.eventstore.event.EventSchema;
import dev.eventstore.spec.MeterSpec;
import java.util.function.BiConsumer;

/** Type-checks a meter against the fields of its store. */
public final class MeterCheck {
  private MeterCheck() {}

  /**
   * @param problems takes the place, such as {@code operators[0].filter}, and one sentence
   */
  public static void check(
      EventSchema schema, MeterSpec meter, BiConsumer<String, String> problems) {}
}
