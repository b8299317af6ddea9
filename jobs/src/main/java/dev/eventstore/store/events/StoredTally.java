package dev.eventstore.store.events;

import dev.eventstore.event.ContentLayout;
import dev.eventstore.event.ContentLayout.Column;
import dev.eventstore.event.ContentLayouts;
import dev.eventstore.state.StoredEvent;
import dev.eventstore.usage.Counter;
import dev.eventstore.usage.Tally;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.ValueReader;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts what is stored, with the sums of its numeric fields, those of key and id too: of those it
 * was written with, so that what has come leaves again, whatever has become of the fields.
 */
final class StoredTally {

  /**
   * A tuple's numeric columns.
   *
   * @param names of each column its name where it is numeric, else null
   * @param last the last that is numeric, or -1
   */
  private record Numeric(String[] names, int last) {
    static Numeric of(List<Column> columns) {
      String[] names = new String[columns.size()];
      int last = -1;
      for (int i = 0; i < names.length; i++) {
        if (columns.get(i).type().isNumeric()) {
          names[i] = columns.get(i).name();
          last = i;
        }
      }
      return new Numeric(names, last);
    }

    void sum(byte[] tuple, Tally tally, int sign) {
      if (last < 0) {
        return;
      }
      ValueReader reader = new ValueReader(tuple);
      for (int i = 0; i <= last; i++) {
        if (names[i] == null) {
          reader.skip();
          continue;
        }
        Object value = reader.value();
        if (value != null) {
          BigDecimal number =
              value instanceof Long integer ? BigDecimal.valueOf(integer) : (BigDecimal) value;
          tally.sum(names[i], sign > 0 ? number : number.negate());
        }
      }
    }
  }

  private final Numeric key;
  private final Numeric id;
  private final List<Numeric> layouts = new ArrayList<>();

  StoredTally(EventSchema schema, ContentLayouts contentLayouts) {
    key = Numeric.of(ContentLayout.columns(schema, schema.keyFields()));
    id = Numeric.of(ContentLayout.columns(schema, schema.idFields()));
    contentLayouts.all().forEach(layout -> layouts.add(Numeric.of(layout.columns())));
  }

  /**
   * @param tally of the event's source and period
   */
  void came(StoredEvent event, Tally tally) {
    count(event, tally, 1);
  }

  /**
   * @param tally of the event's source and period
   */
  void left(StoredEvent event, Tally tally) {
    count(event, tally, -1);
  }

  private void count(StoredEvent event, Tally tally, int sign) {
    tally.add(Counter.STORED, sign);
    key.sum(event.key(), tally, sign);
    id.sum(event.id(), tally, sign);
    layouts.get(event.layout()).sum(event.content(), tally, sign);
  }
}
