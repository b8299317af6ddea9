package dev.eventstore.store.events;

import dev.eventstore.event.EventSchema;
import dev.eventstore.event.FieldType;
import dev.eventstore.event.ValueReader;
import dev.eventstore.store.StorePeriods.StorePeriod;
import dev.eventstore.store.gate.TallyBook;
import dev.eventstore.usage.Counter;
import java.math.BigDecimal;

/** Counts what is stored, with the sums of its numeric fields. */
final class StoredTally {
  private final TallyBook tallies;

  /** Of each content field its name where it is numeric, else null. */
  private final String[] numeric;

  private final int last;

  StoredTally(EventSchema schema, TallyBook tallies) {
    this.tallies = tallies;
    int[] content = schema.contentFields();
    this.numeric = new String[content.length];
    int lastNumeric = -1;
    for (int i = 0; i < content.length; i++) {
      FieldType type = schema.field(content[i]).type();
      if (type == FieldType.INTEGER || type == FieldType.DECIMAL) {
        numeric[i] = schema.field(content[i]).name();
        lastNumeric = i;
      }
    }
    this.last = lastNumeric;
  }

  void came(String source, StorePeriod period, byte[] content) {
    count(source, period, content, 1);
  }

  void left(String source, StorePeriod period, byte[] content) {
    count(source, period, content, -1);
  }

  private void count(String source, StorePeriod period, byte[] content, int sign) {
    tallies.count(source, period.start(), Counter.STORED, sign);
    ValueReader reader = new ValueReader(content);
    for (int i = 0; i <= last; i++) {
      Object value = reader.value();
      if (numeric[i] != null && value != null) {
        BigDecimal number =
            value instanceof Long integer ? BigDecimal.valueOf(integer) : (BigDecimal) value;
        tallies.sum(source, period.start(), numeric[i], sign > 0 ? number : number.negate());
      }
    }
  }
}
