package dev.eventstore.event;

import dev.eventstore.value.EventSchema;
import dev.eventstore.value.ValueWriter;

/**
 * Takes an event apart into the three tuples it is kept as; {@link ContentLayouts} puts it together
 * again. Canonical bytes: equal values are equal bytes. For one thread.
 */
public final class EventTuples {
  private final EventSchema schema;
  private final ValueWriter writer = new ValueWriter();

  public EventTuples(EventSchema schema) {
    this.schema = schema;
  }

  /** The key's values. */
  public byte[] key(Object[] values) {
    return writer.reset().tuple(values, schema.keyFields()).toBytes();
  }

  /** The identity's values within the key. */
  public byte[] id(Object[] values) {
    return writer.reset().tuple(values, schema.idFields()).toBytes();
  }

  /** All other values. */
  public byte[] content(Object[] values) {
    return writer.reset().tuple(values, schema.contentFields()).toBytes();
  }
}
