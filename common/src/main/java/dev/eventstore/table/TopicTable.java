package dev.eventstore.table;

import dev.eventstore.spec.TableSpec;
import dev.eventstore.spec.TableSpec.TableInTopic;
import dev.eventstore.table.RowValues.TableRow;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A table as the records of a topic make it. Of each record key the last record counts, as
 * compaction leaves it, and one without value takes the row away. A record without key counts as if
 * its key were the row's own, and the time from when it holds.
 *
 * <p>What counts and is no row, and two rows of one key and time, make the table unusable until
 * they are corrected: a bill must not go by half a table.
 */
public final class TopicTable {
  /** What a record is called in messages: partition and offset. */
  public record Place(int partition, long offset) {}

  private record Own(Object key, Object from) {}

  private record Last(Place place, TableRow row, String fault) {}

  private final RowValues values;
  private final JsonRow json = new JsonRow();
  private final String topic;
  private final Map<Object, Last> byKey = new LinkedHashMap<>();
  private final Table table = new Table();
  private boolean changed;

  public TopicTable(TableSpec spec) {
    this.values = new RowValues(spec);
    this.topic = ((TableInTopic) spec.input()).topic();
  }

  /**
   * Takes up the next record.
   *
   * @param key null where it has none
   * @param value null where it takes the row away
   */
  public void accept(byte[] key, byte[] value, Place place) {
    changed = true;
    if (value == null) {
      if (key != null) {
        byKey.remove(ByteBuffer.wrap(key));
      }
      return;
    }
    Last last = read(value, place);
    Object name = key == null ? own(last) : ByteBuffer.wrap(key);
    byKey.put(name, last);
  }

  private Last read(byte[] value, Place place) {
    try {
      return new Last(place, values.row(json.values(value, place.offset()), place.offset()), null);
    } catch (BadRowException e) {
      return new Last(place, null, e.getMessage());
    }
  }

  private static Object own(Last last) {
    return last.row() == null ? last.place() : new Own(last.row().key(), last.row().from());
  }

  /**
   * The table of the records so far; the same object each time.
   *
   * @throws TableException where one of them is no row of it, with the place and the remedy
   */
  public Table table() {
    if (changed) {
      table.clear();
      Map<TableRow, Place> places = new LinkedHashMap<>();
      byKey.values().forEach(last -> add(last, places));
      changed = false;
    }
    return table;
  }

  private void add(Last last, Map<TableRow, Place> places) {
    if (last.fault() != null) {
      throw new TableException(
          shown(last.place())
              + ": "
              + last.fault()
              + "; then write it again under the same record key");
    }
    TableRow before = table.put(last.row());
    if (before != null) {
      throw new TableException(
          shown(last.place())
              + ": "
              + last.row().already()
              + shown(places.get(before))
              + ", under another record key; write a record without value for one of them");
    }
    places.put(last.row(), last.place());
  }

  private String shown(Place place) {
    return "topic " + topic + ", partition " + place.partition() + ", offset " + place.offset();
  }
}
