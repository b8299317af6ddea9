package dev.eventstore.event;

import dev.eventstore.value.Digest;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.FieldType;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Which fields a content tuple holds, in its order. It is kept beside the events, so that those of
 * an earlier store file can be read under the present one.
 */
public record ContentLayout(List<Column> columns) {

  /** A field as it was when the tuple was written. */
  public record Column(String name, FieldType type) {}

  /** The layout in which events of a schema are written. */
  public static ContentLayout of(EventSchema schema) {
    return new ContentLayout(columns(schema, schema.contentFields()));
  }

  /** Some fields of a schema, as a tuple of them holds them. */
  public static List<Column> columns(EventSchema schema, int[] fields) {
    return Arrays.stream(fields)
        .mapToObj(schema::field)
        .map(field -> new Column(field.name(), field.type()))
        .toList();
  }

  /** Names the layout the same wherever it is made: 64 bits of its digest. */
  public long id() {
    ValueWriter writer = new ValueWriter();
    write(writer);
    return Digest.of(writer.toBytes()).high();
  }

  /** How many columns there are, then name and type of each. */
  void write(ValueWriter writer) {
    writer.unsigned(columns.size());
    columns.forEach(column -> writer.string(column.name).string(column.type.word()));
  }

  static ContentLayout read(ValueReader reader) {
    List<Column> columns = new ArrayList<>();
    for (long i = reader.unsigned(); i > 0; i--) {
      String name = reader.string();
      columns.add(new Column(name, FieldType.valueOf(reader.string().toUpperCase(Locale.ROOT))));
    }
    return new ContentLayout(List.copyOf(columns));
  }
}
