package dev.eventstore.event;

import dev.eventstore.event.ContentLayout.Column;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.FieldType;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import dev.eventstore.value.Values;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Every layout in which a store keeps contents, by its number; and contents of any of them as the
 * present schema has them: a field that the layout lacks is null, one that the schema lacks is left
 * out, an integer is a decimal where the field is one now. Numbers are given in the order in which
 * layouts come up, so whoever knows the same layouts gives the same numbers. For one thread.
 */
public final class ContentLayouts {
  private static final int VERSION = 1;
  private static final int ABSENT = -1;

  private final EventSchema schema;
  private final EventTuples tuples;
  private final List<ContentLayout> layouts;
  private final List<Long> ids;
  private final int present;
  private final boolean[] all;

  /** Of each layout where its columns are in the schema. */
  private final List<int[]> places = new ArrayList<>();

  /** A store without earlier events. */
  public ContentLayouts(EventSchema schema) {
    this(schema, List.of());
  }

  private ContentLayouts(EventSchema schema, List<ContentLayout> kept) {
    this.schema = schema;
    this.tuples = new EventTuples(schema);
    this.all = new boolean[schema.size()];
    Arrays.fill(all, true);
    this.layouts = new ArrayList<>(kept);
    ContentLayout now = ContentLayout.of(schema);
    if (!layouts.contains(now)) {
      layouts.add(now);
    }
    this.present = layouts.indexOf(now);
    this.ids = layouts.stream().map(ContentLayout::id).toList();
    for (ContentLayout layout : layouts) {
      places.add(layout.columns().stream().mapToInt(c -> schema.indexOf(c.name())).toArray());
    }
  }

  /**
   * The layouts of a store that goes on under this schema.
   *
   * @throws IllegalArgumentException with one sentence where a field has a type as which its kept
   *     values cannot be read
   */
  public static ContentLayouts restore(EventSchema schema, byte[] kept) {
    ValueReader reader = new ValueReader(kept);
    long version = reader.unsigned();
    if (version != VERSION) {
      throw new IllegalArgumentException("layouts of form " + version + ", this reads " + VERSION);
    }
    List<ContentLayout> layouts = new ArrayList<>();
    for (long i = reader.unsigned(); i > 0; i--) {
      layouts.add(ContentLayout.read(reader));
    }
    requireReadable(schema, layouts);
    return new ContentLayouts(schema, layouts);
  }

  private static void requireReadable(EventSchema schema, List<ContentLayout> layouts) {
    TreeSet<String> wrong = new TreeSet<>();
    for (ContentLayout layout : layouts) {
      for (Column column : layout.columns()) {
        int place = schema.indexOf(column.name());
        if (place >= 0 && !isReadable(column.type(), schema.field(place).type())) {
          wrong.add(
              "field '%s' is %s now and was %s when events that are kept were written"
                  .formatted(
                      column.name(), schema.field(place).type().word(), column.type().word()));
        }
      }
    }
    if (!wrong.isEmpty()) {
      throw new IllegalArgumentException(
          String.join(", ", wrong)
              + "; give the new field another name, or start the store anew from its sources");
    }
  }

  private static boolean isReadable(FieldType written, FieldType now) {
    return written == now || isWidened(written, now);
  }

  private static boolean isWidened(FieldType written, FieldType now) {
    return written == FieldType.INTEGER && now == FieldType.DECIMAL;
  }

  /** The number of the layout in which contents are written now. */
  public int present() {
    return present;
  }

  /** In the order of their numbers. */
  public List<ContentLayout> all() {
    return List.copyOf(layouts);
  }

  /**
   * The number of a layout.
   *
   * @param id see {@link ContentLayout#id}
   */
  public int number(long id) {
    int number = ids.indexOf(id);
    if (number < 0) {
      throw new IllegalStateException("an event has a layout that the state does not know");
    }
    return number;
  }

  /** An event's values in the schema's field order. */
  public Object[] join(byte[] key, byte[] id, int layout, byte[] content) {
    return join(key, id, layout, content, all);
  }

  /**
   * Some of an event's values, in the places of the schema's field order.
   *
   * @param wanted of each field whether it is; the others are not made
   */
  public Object[] join(byte[] key, byte[] id, int layout, byte[] content, boolean[] wanted) {
    Object[] values = new Object[schema.size()];
    new ValueReader(key).tuple(values, schema.keyFields(), wanted);
    new ValueReader(id).tuple(values, schema.idFields(), wanted);
    read(layout, content, values, wanted);
    return values;
  }

  /** A content in the present layout: what is the same to the present schema is the same bytes. */
  public byte[] inPresent(int layout, byte[] content) {
    if (layout == present) {
      return content;
    }
    Object[] values = new Object[schema.size()];
    read(layout, content, values, all);
    return tuples.content(values);
  }

  private void read(int layout, byte[] content, Object[] values, boolean[] wanted) {
    ValueReader reader = new ValueReader(content);
    if (layout == present) {
      reader.tuple(values, schema.contentFields(), wanted);
      return;
    }
    List<Column> columns = layouts.get(layout).columns();
    int[] into = places.get(layout);
    for (int i = 0; i < into.length; i++) {
      if (into[i] == ABSENT || !wanted[into[i]]) {
        reader.skip();
      } else {
        Object value = reader.value();
        boolean widened = isWidened(columns.get(i).type(), schema.field(into[i]).type());
        values[into[i]] = widened && value != null ? widen((Long) value) : value;
      }
    }
  }

  private static BigDecimal widen(long integer) {
    return Values.decimal(BigDecimal.valueOf(integer));
  }

  /** All layouts in the order of their numbers, for {@link #restore}. */
  public byte[] toBytes() {
    ValueWriter writer = new ValueWriter().unsigned(VERSION).unsigned(layouts.size());
    layouts.forEach(layout -> layout.write(writer));
    return writer.toBytes();
  }
}
