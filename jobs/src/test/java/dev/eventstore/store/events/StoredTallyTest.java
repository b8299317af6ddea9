package dev.eventstore.store.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.event.ContentLayouts;
import dev.eventstore.event.EventTuples;
import dev.eventstore.state.StoredEvent;
import dev.eventstore.usage.Counter;
import dev.eventstore.usage.Tally;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.Field;
import dev.eventstore.value.FieldType;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;

class StoredTallyTest {
  private final EventSchema schema =
      new EventSchema(
          List.of(
              new Field("name", FieldType.STRING, false, null),
              new Field("acct", FieldType.INTEGER, false, null),
              new Field("seq", FieldType.DECIMAL, false, null),
              new Field("v", FieldType.DECIMAL, false, null)),
          List.of("acct", "seq"),
          List.of("name", "acct"),
          null,
          null);
  private final ContentLayouts layouts = new ContentLayouts(schema);
  private final StoredTally stored = new StoredTally(schema, layouts);
  private final Tally tally = new Tally();

  @Test
  void sumsTheNumbersOfKeyAndIdAsThoseOfTheContent() {
    stored.came(event("a", 7L, new BigDecimal("0.5"), BigDecimal.ONE), tally);
    stored.came(event("b", 8L, BigDecimal.TEN, null), tally);
    stored.came(event("c", null, null, null), tally);
    stored.left(event("a", 7L, new BigDecimal("0.5"), BigDecimal.ONE), tally);

    assertThat(tally)
        .isEqualTo(
            new Tally()
                .add(Counter.STORED, 2)
                .sum("acct", BigDecimal.valueOf(8))
                .sum("seq", BigDecimal.TEN)
                .sum("v", BigDecimal.ZERO));
  }

  private StoredEvent event(Object... values) {
    EventTuples tuples = new EventTuples(schema);
    return new StoredEvent(
        tuples.key(values),
        tuples.id(values),
        "eu",
        null,
        0,
        layouts.present(),
        tuples.content(values));
  }
}
