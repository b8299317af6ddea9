package dev.eventstore.query;

import dev.eventstore.event.ContentLayouts;
import dev.eventstore.state.StoredEvent;
import dev.eventstore.value.EventSchema;
import java.util.stream.Collectors;

/**
 * An event in its place; the fields that are wanted are read when the first one is asked for. For
 * one thread.
 */
final class KeptEvent {
  private final EventSchema schema;
  private final ContentLayouts layouts;
  private final boolean[] fields;
  private final String period;
  private final StoredEvent event;
  private Object[] values;

  /**
   * @param fields of each whether it is wanted
   * @param period the id of its period
   */
  KeptEvent(
      EventSchema schema,
      ContentLayouts layouts,
      boolean[] fields,
      String period,
      StoredEvent event) {
    this.schema = schema;
    this.layouts = layouts;
    this.fields = fields;
    this.period = period;
    this.event = event;
  }

  StoredEvent event() {
    return event;
  }

  String period() {
    return period;
  }

  /**
   * A field as Flink's tables hold it.
   *
   * @throws IllegalStateException with one sentence where a decimal does not fit exactly
   */
  Object field(int place, int scale) {
    try {
      return SqlValues.of(values()[place], scale);
    } catch (ArithmeticException e) {
      throw new IllegalStateException(
          "event %s has %s = %s, which DECIMAL(%d, %d) does not hold exactly; say with --scale how many digits after the point the values need, or leave the column out"
              .formatted(name(), schema.field(place).name(), e.getMessage(), Query.DIGITS, scale),
          e);
    }
  }

  private String name() {
    Object[] all = layouts.join(event.key(), event.id(), event.layout(), event.content());
    return schema.id().stream()
        .map(field -> field + "=" + all[schema.indexOf(field)])
        .collect(Collectors.joining(", "));
  }

  private Object[] values() {
    if (values == null) {
      values = layouts.join(event.key(), event.id(), event.layout(), event.content(), fields);
    }
    return values;
  }
}
