package dev.eventstore.meter;

import dev.eventstore.spec.MeterSpec;
import dev.eventstore.value.KnownFields;
import java.util.function.BiConsumer;

/** Checks a meter before anything starts; what is refused of it already is not told again. */
public final class MeterCheck {
  private MeterCheck() {}

  /**
   * @param problems takes a place relative to the meter, such as {@code operators[0].filter}, and
   *     what is wrong there
   */
  public static void check(
      KnownFields fields, MeterSpec meter, BiConsumer<String, String> problems) {
    new MeterCompiler(fields, meter, problems);
  }
}
