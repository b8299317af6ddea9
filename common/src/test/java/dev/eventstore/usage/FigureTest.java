package dev.eventstore.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.eventstore.value.Digest;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FigureTest {
  private static final List<String> GROUP = List.of("a");
  private static final Figure FIGURE =
      figure(3, Map.of("us", 1L, "eu", 2L), new BigDecimal("1.50"), 7L, null);

  /** Figures are part of every savepoint: a change of these bytes needs a new version. */
  @Test
  void hasGoldenBytes() {
    assertThat(HexFormat.of().formatHex(FIGURE.toBytes()))
        .isEqualTo(
            "010302" // version, events, sources
                + "026575"
                + "02" // eu
                + "027573"
                + "01" // us
                + "10"
                + "00000000000000010000000000000002" // digest
                + "01"
                + "0161" // group
                + "03" // values
                + "0171"
                + "0302010f" // q: 1.5
                + "0163"
                + "020e" // c: 7
                + "0175"
                + "00"); // u: null
  }

  @Test
  void isReadAsItWasWritten() {
    Figure read = Figure.fromBytes(FIGURE.toBytes());

    assertThat(read.toBytes()).isEqualTo(FIGURE.toBytes());
    assertThat(read.events()).isEqualTo(3);
    assertThat(read.sources()).isEqualTo(Map.of("eu", 2L, "us", 1L));
    assertThat(read.digest()).isEqualTo(new Digest(1, 2));
    assertThat(read.value("q")).isEqualTo(new BigDecimal("1.5"));
    assertThat(read.value("u")).isNull();
    assertThat(read.value("nope")).isNull();
    assertThat(read.groups()).containsExactly("a");
  }

  @Test
  void refusesALayoutItDoesNotKnow() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Figure.fromBytes(new byte[] {2}))
        .withMessage("figure of layout 2, this reads 1");
  }

  @Test
  void comparesWhatIsPublished() {
    assertThat(FIGURE.sameValuesAs(figure(9, Map.of("eu", 9L), new BigDecimal("1.5"), 7L, null)))
        .as("other events, the same values")
        .isTrue();
    assertThat(
            FIGURE.sameValuesAs(
                figure(3, Map.of(), new BigDecimal("1.5"), BigInteger.valueOf(7), null)))
        .isTrue();
    assertThat(FIGURE.sameValuesAs(figure(3, Map.of(), new BigDecimal("1.5"), 8L, null))).isFalse();
    assertThat(FIGURE.sameValuesAs(figure(3, Map.of(), new BigDecimal("1.5"), 7L, 0L))).isFalse();
    assertThat(FIGURE.sameValuesAs(figure(0, Map.of(), new BigDecimal("1.5"), 7L, null)))
        .as("of some events and of none")
        .isFalse();
    assertThat(
            FIGURE.sameValuesAs(
                new Figure(
                    3,
                    new TreeMap<>(),
                    Digest.NONE,
                    GROUP,
                    List.of("x", "c", "u"),
                    FIGURE.values())))
        .as("under other names")
        .isFalse();
    assertThat(
            FIGURE.sameValuesAs(
                new Figure(
                    3,
                    new TreeMap<>(),
                    Digest.NONE,
                    List.of("b"),
                    FIGURE.names(),
                    FIGURE.values())))
        .as("of a group of other columns")
        .isFalse();
  }

  private static Figure figure(long events, Map<String, Long> sources, Object... values) {
    return new Figure(
        events, new TreeMap<>(sources), new Digest(1, 2), GROUP, List.of("q", "c", "u"), values);
  }
}
