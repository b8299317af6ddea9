package dev.eventstore.value;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class ValueWriterTest {

  /** The layout is part of every savepoint: these bytes never change. */
  @Test
  void hasGoldenBytes() {
    assertThat(hex(new Object[] {null})).isEqualTo("00");
    assertThat(hex("a-1")).isEqualTo("0103612d31");
    assertThat(hex("é")).isEqualTo("0102c3a9");
    assertThat(hex(-1L)).isEqualTo("0201");
    assertThat(hex(300L)).isEqualTo("02d804");
    assertThat(hex(new BigDecimal("123.4500"))).isEqualTo("0304023039");
    assertThat(hex(true)).isEqualTo("04");
    assertThat(hex(false)).isEqualTo("05");
    assertThat(hex(Instant.ofEpochSecond(1, 5))).isEqualTo("060205");
    assertThat(hex(new TreeMap<>(Map.of("b", "2", "a", "1"))))
        .isEqualTo("070201610131016201" + "32");
    assertThat(hex(BigInteger.ONE.shiftLeft(64))).isEqualTo("0809010000000000000000");
  }

  /** In as few bytes as they need. */
  @Test
  void writesDecimalsOfAnySize() {
    for (int bits = 0; bits < 80; bits++) {
      BigInteger power = BigInteger.ONE.shiftLeft(bits);
      for (BigInteger unscaled : List.of(power, power.subtract(BigInteger.ONE))) {
        for (BigInteger signed : List.of(unscaled, unscaled.negate())) {
          BigDecimal decimal = Values.decimal(new BigDecimal(signed, 3));
          byte[] digits = decimal.unscaledValue().toByteArray();
          ValueWriter expected = new ValueWriter().signed(decimal.scale()).blob(digits);
          assertThat(hex(decimal)).isEqualTo("03" + HexFormat.of().formatHex(expected.toBytes()));
        }
      }
    }
  }

  @Test
  void givesEqualValuesEqualBytes() {
    assertThat(hex(new BigDecimal("1.00"))).isEqualTo(hex(new BigDecimal("1")));
    assertThat(hex(new BigDecimal("0E+7"))).isEqualTo(hex(BigDecimal.ZERO));
    assertThat(hex(BigInteger.TEN)).isEqualTo(hex(10L));
  }

  @Test
  void neverJoinsTuples() {
    assertThat(hex("a-b", "c")).isNotEqualTo(hex("a", "b-c"));
  }

  @Property
  void readsWhatItWrote(@ForAll("tuples") List<Object> tuple) {
    ValueWriter writer = new ValueWriter();
    tuple.forEach(writer::value);
    ValueReader reader = new ValueReader(writer.toBytes());
    List<Object> read = new ArrayList<>();
    while (reader.hasMore()) {
      read.add(reader.value());
    }
    assertThat(read).isEqualTo(tuple);
  }

  @Provide
  Arbitrary<List<Object>> tuples() {
    Arbitrary<Object> value =
        Arbitraries.oneOf(
            Arbitraries.strings().ofMaxLength(20).filter(ValueWriterTest::isWellFormed),
            Arbitraries.longs(),
            Arbitraries.bigDecimals().ofScale(9).map(Values::decimal),
            Arbitraries.of(true, false),
            Arbitraries.longs()
                .between(-62_135_596_800L, 253_402_300_799L)
                .map(seconds -> Instant.ofEpochSecond(seconds, Math.abs(seconds) % 1_000_000_000)));
    return value.injectNull(0.1).list().ofMaxSize(8);
  }

  private static boolean isWellFormed(String text) {
    return text.chars().noneMatch(c -> Character.isSurrogate((char) c));
  }

  private static String hex(Object... values) {
    ValueWriter writer = new ValueWriter();
    Arrays.asList(values).forEach(writer::value);
    return HexFormat.of().formatHex(writer.toBytes());
  }
}
