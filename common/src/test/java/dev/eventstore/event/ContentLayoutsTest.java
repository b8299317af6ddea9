package dev.eventstore.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.decode.Stores;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.FieldType;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Contents that were written under other fields. */
class ContentLayoutsTest {
  private static final EventSchema OLD =
      Stores.schema(
          Stores.field("bytes", FieldType.INTEGER), Stores.field("path", FieldType.STRING));

  @Test
  void anAddedFieldIsNullAndARemovedOneIsLeftOut() {
    EventSchema now =
        Stores.schema(
            Stores.field("region", FieldType.STRING), Stores.field("bytes", FieldType.INTEGER));
    ContentLayouts layouts = restore(now, new ContentLayouts(OLD));

    assertThat(layouts.present()).isEqualTo(1);
    assertThat(join(layouts, OLD, 0, event(7L, "/a")))
        .containsExactly("1", "a", Instant.EPOCH, null, 7L);
    assertThat(layouts.inPresent(0, content(OLD, event(7L, "/a"))))
        .as("what is equal under the present fields is the same bytes")
        .isEqualTo(content(now, event(null, 7L)));
  }

  @Test
  void aFieldThatIsBackHasItsValuesAgain() {
    EventSchema without = Stores.schema(Stores.field("bytes", FieldType.INTEGER));
    ContentLayouts layouts = restore(OLD, restore(without, new ContentLayouts(OLD)));

    assertThat(layouts.present()).as("the layout of before").isZero();
    assertThat(join(layouts, OLD, 0, event(7L, "/a"))).endsWith(7L, "/a");
    assertThat(join(layouts, without, 1, event(7L))).endsWith(7L, (Object) null);
  }

  @Test
  void integersAreReadAsDecimals() {
    EventSchema now =
        Stores.schema(
            Stores.field("bytes", FieldType.DECIMAL), Stores.field("path", FieldType.STRING));
    ContentLayouts layouts = restore(now, new ContentLayouts(OLD));

    assertThat(layouts.inPresent(0, content(OLD, event(100L, null))))
        .isEqualTo(content(now, event(new BigDecimal("100.0"), null)));
    assertThat(join(layouts, OLD, 0, event(null, "/a"))).endsWith(null, "/a");
  }

  @Test
  void anyOtherTypeIsRefused() {
    byte[] kept = new ContentLayouts(OLD).toBytes();
    EventSchema now =
        Stores.schema(
            Stores.field("bytes", FieldType.STRING), Stores.field("path", FieldType.STRING));

    assertThatThrownBy(() -> ContentLayouts.restore(now, kept))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "field 'bytes' is string now and was integer when events that are kept were written;"
                + " give the new field another name, or start the store anew from its sources");
  }

  @Test
  void aFieldIsNotNarrowed() {
    EventSchema decimal = Stores.schema(Stores.field("bytes", FieldType.DECIMAL));
    byte[] kept = restore(decimal, new ContentLayouts(OLD)).toBytes();

    assertThatThrownBy(() -> ContentLayouts.restore(OLD, kept))
        .hasMessageStartingWith("field 'bytes' is integer now and was decimal when");
  }

  @Test
  void aLayoutInFlightIsFoundByItsName() {
    EventSchema now = Stores.schema(Stores.field("bytes", FieldType.INTEGER));
    ContentLayouts layouts = restore(now, new ContentLayouts(OLD));

    assertThat(layouts.number(ContentLayout.of(OLD).id())).isZero();
    assertThat(layouts.number(ContentLayout.of(now).id())).isEqualTo(1);
    assertThatThrownBy(() -> layouts.number(5)).isInstanceOf(IllegalStateException.class);
  }

  /** Id, account, time, then these. */
  private static Object[] event(Object... more) {
    Object[] event = new Object[3 + more.length];
    event[0] = "1";
    event[1] = "a";
    event[2] = Instant.EPOCH;
    System.arraycopy(more, 0, event, 3, more.length);
    return event;
  }

  private static byte[] content(EventSchema schema, Object[] event) {
    return new EventTuples(schema).content(event);
  }

  private static Object[] join(
      ContentLayouts layouts, EventSchema schema, int layout, Object[] event) {
    EventTuples tuples = new EventTuples(schema);
    return layouts.join(tuples.key(event), tuples.id(event), layout, tuples.content(event));
  }

  private static ContentLayouts restore(EventSchema now, ContentLayouts before) {
    return ContentLayouts.restore(now, before.toBytes());
  }
}
