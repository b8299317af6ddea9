package dev.eventstore.event;

import dev.eventstore.value.EventSchema;
import dev.eventstore.value.ValueWriter;
import java.util.List;

/**
 * An identity or a key as an operator writes it: the value of its field, or the list of its values
 * in the order of the store file.
 */
public final class WrittenTuple {
  private final List<String> names;
  private final int[] fields;
  private final FieldValues[] values;
  private final ValueWriter writer = new ValueWriter();

  /**
   * @param names the fields of the tuple
   */
  public WrittenTuple(EventSchema schema, List<String> names) {
    this.names = names;
    this.fields = names.stream().mapToInt(schema::indexOf).toArray();
    this.values = new FieldValues[fields.length];
    for (int i = 0; i < fields.length; i++) {
      values[i] = new FieldValues(schema.field(fields[i]));
    }
  }

  /**
   * Its canonical bytes.
   *
   * @throws IllegalArgumentException with one sentence where it is none
   */
  public byte[] read(Object written) {
    List<?> parts = written instanceof List<?> list ? list : List.of(written);
    if (parts.size() != fields.length) {
      throw new IllegalArgumentException(
          Shown.of(written) + " has not the values of " + String.join(", ", names));
    }
    writer.reset();
    for (int i = 0; i < fields.length; i++) {
      try {
        writer.value(values[i].of(parts.get(i)));
      } catch (BadValueException e) {
        throw new IllegalArgumentException("'" + names.get(i) + "' " + e.getMessage(), e);
      }
    }
    return writer.toBytes();
  }

  /** The same of an event's values, in the schema's field order. */
  public byte[] of(Object[] event) {
    return writer.reset().tuple(event, fields).toBytes();
  }
}
