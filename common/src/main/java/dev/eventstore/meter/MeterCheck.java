package dev.eventstore.meter;

import dev.eventstore.event.EventSchema;
import dev.eventstore.spec.MeterSpec;
import java.util.function.BiConsumer;

/** Checks a meter before anything starts. */
public final class MeterCheck {
  private MeterCheck() {}

  /**
   * @param problems takes a place relative to the meter, such as {@code operators[0].filter}, and
   *     what is wrong there
   */
  public static void check(
      EventSchema schema, MeterSpec meter, BiConsumer<String, String> problems) {
    new MeterCompiler(schema, meter, problems);
  }
}
