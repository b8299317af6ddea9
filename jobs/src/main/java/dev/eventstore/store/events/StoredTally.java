package dev.eventstore.store.events;

import dev.eventstore.event.ContentLayout.Column;
import dev.eventstore.event.ContentLayouts;
import dev.eventstore.event.FieldType;
import dev.eventstore.event.ValueReader;
import dev.eventstore.state.StoredEvent;
import dev.eventstore.usage.Counter;
import dev.eventstore.usage.Tally;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Counts what is stored, with the sums of its numeric fields: of those it was written with, so that
 * what has come leaves again, whatever has become of the fields.
 */
final class StoredTally {

  /**
   * A layout's numeric columns.
   *
   * @param names of each column its name where it is numeric, else null
   * @param last the last that is numeric, or -1
   */
  private record Numeric(String[] names, int last) {
    static Numeric of(List<Column> columns) {
      String[] names = new String[columns.size()];
      int last = -1;
      for (int i = 0; i < names.length; i++) {
        FieldType type = columns.get(i).type();
        if (type == FieldType.INTEGER || type == FieldType.DECIMAL) {
          names[i] = columns.get(i).name();
          last = i;
        }
      }
      return new Numeric(names, last);
    }
  }

  private final List<Numeric> layouts = new ArrayList<>();

  StoredTally(ContentLayouts contentLayouts) {
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
    Numeric numeric = layouts.get(event.layout());
    ValueReader reader = new ValueReader(event.content());
    for (int i = 0; i <= numeric.last; i++) {
      if (numeric.names[i] == null) {
        reader.skip();
        continue;
      }
      Object value = reader.value();
      if (value != null) {
        BigDecimal number =
            value instanceof Long integer ? BigDecimal.valueOf(integer) : (BigDecimal) value;
        tally.sum(numeric.names[i], sign > 0 ? number : number.negate());
      }
    }
  }
}
