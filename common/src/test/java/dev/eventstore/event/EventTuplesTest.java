package dev.eventstore.event;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.decode.Stores;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.FieldType;
import dev.eventstore.value.Values;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EventTuplesTest {
  private static final EventSchema SCHEMA =
      new EventSchema(
          List.of(
              Stores.field("x", FieldType.DECIMAL),
              Stores.required("id", FieldType.STRING),
              Stores.required("at", FieldType.TIMESTAMP),
              Stores.required("part", FieldType.INTEGER),
              Stores.required("account", FieldType.STRING),
              Stores.field("tags", FieldType.STRINGS)),
          List.of("part", "account", "id"),
          List.of("account"),
          "at",
          null);
  private static final EventTuples TUPLES = new EventTuples(SCHEMA);

  @Test
  void splitsKeyIdAndContent() {
    Object[] event = event("e", 1, "a", BigDecimal.ONE, null);

    assertThat(hex(TUPLES.key(event))).isEqualTo("010161");
    assertThat(hex(TUPLES.id(event))).as("without the key's field").isEqualTo("0202" + "010165");
    assertThat(hex(TUPLES.content(event))).isEqualTo("03000101" + "060000" + "00");
  }

  @Test
  void comparesContentByValue() {
    assertThat(TUPLES.content(event("e", 1, "a", new BigDecimal("1.00"), Map.of("a", "1"))))
        .isEqualTo(TUPLES.content(event("e", 1, "a", new BigDecimal("1.0"), Map.of("a", "1"))))
        .isNotEqualTo(TUPLES.content(event("e", 1, "a", null, Map.of("a", "1"))));
  }

  @Test
  void neverJoinsTheIdentity() {
    EventSchema schema =
        new EventSchema(
            List.of(
                Stores.required("a", FieldType.STRING),
                Stores.required("b", FieldType.STRING),
                Stores.required("k", FieldType.STRING)),
            List.of("a", "b"),
            List.of("k"),
            null,
            null);
    EventTuples tuples = new EventTuples(schema);

    assertThat(tuples.id(new Object[] {"a-b", "c", "k"}))
        .isNotEqualTo(tuples.id(new Object[] {"a", "b-c", "k"}));
  }

  @Test
  void makesTheFieldsThatAreWanted() {
    ContentLayouts layouts = new ContentLayouts(SCHEMA);
    Object[] event = event("e", 1, "a", BigDecimal.ONE, Map.of("k", "v"));
    for (int only = 0; only < SCHEMA.size(); only++) {
      boolean[] wanted = new boolean[SCHEMA.size()];
      wanted[only] = true;
      Object[] expected = new Object[SCHEMA.size()];
      expected[only] = event[only];
      assertThat(
              layouts.join(TUPLES.key(event), TUPLES.id(event), 0, TUPLES.content(event), wanted))
          .containsExactly(expected);
    }
  }

  @Property
  void joinsWhatItSplit(@ForAll("events") Object[] event) {
    ContentLayouts layouts = new ContentLayouts(SCHEMA);

    assertThat(
            layouts.join(
                TUPLES.key(event), TUPLES.id(event), layouts.present(), TUPLES.content(event)))
        .containsExactly(event);
  }

  @Provide
  Arbitrary<Object[]> events() {
    Arbitrary<String> text = Arbitraries.strings().ascii().ofMaxLength(9);
    Arbitrary<BigDecimal> decimal = Arbitraries.bigDecimals().ofScale(4).map(Values::decimal);
    return Combinators.combine(
            text,
            Arbitraries.integers(),
            text,
            decimal.injectNull(0.2),
            Arbitraries.maps(text, text).ofMaxSize(3).injectNull(0.2))
        .as(EventTuplesTest::event);
  }

  private static Object[] event(
      String id, int part, String account, BigDecimal x, Map<String, String> tags) {
    return new Object[] {
      x, id, Instant.EPOCH, (long) part, account, tags == null ? null : new TreeMap<>(tags)
    };
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
