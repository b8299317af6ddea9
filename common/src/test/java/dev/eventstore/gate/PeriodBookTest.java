package dev.eventstore.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.eventstore.usage.Counter;
import dev.eventstore.usage.PeriodReport.Check;
import dev.eventstore.usage.PeriodReport.State;
import dev.eventstore.usage.SourceReport.Declared;
import dev.eventstore.usage.Tally;
import java.math.BigDecimal;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeriodBookTest {
  private static final String NO_COUNTS = "020800000000000000" + "0000";
  private static final String GOLDEN =
      "02" // starts at 1
          + "0448454c4400" // HELD, revision 0
          + "0505000103626f62" // neither changed nor corrected nor approved, stopped by bob
          + ("0102" + "6575" + "0b" + NO_COUNTS) // eu
          + ("0102" + "7573" + "0b" + NO_COUNTS) // us, afterwards
          + "01026575" // eu declares
          + "01000401" // in partition 0 a count of 2 and a total
          + "017803000101"; // x: 1
  private static final String CHECKS =
      "0104686f6c64" // held by hold
          + "02"
          + "01610001026e6f" // a: null, no
          + "01620400"; // b: true
  private static final String UNSUMMED = "01016e"; // n

  private final PeriodBook book = new PeriodBook(-62_135_596_800L);

  @Test
  void addsUpTheTalliesOfASource() {
    book.add("eu", new Tally().add(Counter.STORED, 2));
    book.add("us", new Tally().add(Counter.STORED, 5));
    book.add("eu", new Tally().add(Counter.STORED, -1).add(Counter.REPLACED, 1));

    assertThat(book.tallies)
        .containsOnly(
            Map.entry("eu", new Tally().add(Counter.STORED, 1).add(Counter.REPLACED, 1)),
            Map.entry("us", new Tally().add(Counter.STORED, 5)));
  }

  @ParameterizedTest
  @EnumSource(Counter.class)
  void onlyWhatIsStoredChangesFigures(Counter counter) {
    boolean changes = book.add("eu", new Tally().add(counter, 1));

    assertThat(changes)
        .isEqualTo(
            counter == Counter.STORED || counter == Counter.REPLACED || counter == Counter.DELETED);
  }

  @Test
  void declaresNothingWithoutAManifest() {
    book.declare("eu", 0, -1, Map.of());

    assertThat(book.declared("eu")).isNull();
    assertThat(book.declared("us")).isNull();
  }

  @Test
  void aLaterMarkerReplacesTheEarlierOfItsPartition() {
    book.declare("eu", 0, 100, Map.of("bytes", BigDecimal.ONE));
    book.declare("eu", 0, 120, Map.of());

    assertThat(book.declared("eu")).isEqualTo(new Declared(120L, Map.of()));
  }

  @Test
  void declaresTotalsWithoutACount() {
    book.declare("eu", 0, -1, Map.of("bytes", new BigDecimal("100.0")));

    assertThat(book.declared("eu"))
        .isEqualTo(new Declared(null, Map.of("bytes", new BigDecimal("1E+2"))));
  }

  @Test
  void isReadAsItWasWritten() {
    book.add("eu", new Tally().add(Counter.RECEIVED, 1L << 40).add(Counter.STORED, -3));
    book.declare("eu", 3, 0, Map.of("bytes", new BigDecimal("-0.001"), "calls", BigDecimal.ZERO));
    book.declare("us", 0, -1, Map.of());
    book.state = State.REVISED;
    book.revision = 300;
    book.corrected = true;
    book.heldBy = "check steady";
    book.checks =
        List.of(
            new Check("steady", false, null),
            new Check("manifests", true, null),
            new Check("growth", null, "skipped"));

    PeriodBook copy = PeriodBook.fromBytes(book.toBytes(), Set.of("acct"));

    assertThat(copy.toBytes()).isEqualTo(book.toBytes());
    assertThat(copy.start).isEqualTo(book.start);
    assertThat(copy.tallies).isEqualTo(book.tallies);
    assertThat(copy.declared("eu")).isEqualTo(book.declared("eu"));
    assertThat(copy.declared("us")).isNull();
    assertThat(copy.state).isEqualTo(State.REVISED);
    assertThat(copy.revision).isEqualTo(300);
    assertThat(copy.corrected).isTrue();
    assertThat(copy.changed).isFalse();
    assertThat(copy.heldBy).isEqualTo("check steady");
    assertThat(copy.checks).isEqualTo(book.checks);
    assertThat(copy.unsummed).isEmpty();
  }

  /** Books are part of every savepoint: a change of these bytes needs a new version. */
  @Test
  void hasGoldenBytes() {
    assertThat(HexFormat.of().formatHex(held().toBytes()))
        .isEqualTo("03" + GOLDEN + CHECKS + UNSUMMED);
  }

  @Test
  void readsABookThatKeptNoChecks() {
    PeriodBook read = PeriodBook.fromBytes(HexFormat.of().parseHex("02" + GOLDEN), Set.of("n"));

    assertThat(read.checks).isEmpty();
    assertThat(read.heldBy).isNull();
    read.checks = held().checks;
    read.heldBy = held().heldBy;
    assertThat(read.toBytes()).isEqualTo(held().toBytes());
  }

  @Test
  void aPeriodThatBeganBeforeAFieldWasSummedHasNoSumOfIt() {
    book.add("eu", new Tally().add(Counter.STORED, 1).sum("n", BigDecimal.ONE));
    PeriodBook begun = PeriodBook.fromBytes(earlier(book), Set.of("acct"));
    PeriodBook empty = PeriodBook.fromBytes(earlier(new PeriodBook(1)), Set.of("acct"));

    Tally one = new Tally().sum("n", BigDecimal.ONE).sum("acct", BigDecimal.TEN);
    begun.add("eu", one);
    begun.addAfterwards("eu", one);
    begun.takeAfterwards();
    empty.add("eu", one);

    assertThat(begun.unsummed).containsExactly("acct");
    assertThat(begun.sum().sums()).containsOnly(Map.entry("n", BigDecimal.valueOf(3)));
    assertThat(empty.unsummed).isEmpty();
    assertThat(empty.sum().sums()).containsEntry("acct", BigDecimal.TEN);
  }

  /** As layout 2 had it, of which layout 3 is a continuation. */
  private static byte[] earlier(PeriodBook book) {
    byte[] bytes = book.toBytes();
    bytes[0] = 2;
    return bytes;
  }

  private static PeriodBook held() {
    PeriodBook held = new PeriodBook(1);
    held.state = State.HELD;
    held.stoppedBy = "bob";
    held.add("eu", new Tally());
    held.addAfterwards("us", new Tally());
    held.declare("eu", 0, 2, Map.of("x", BigDecimal.ONE));
    held.unsummed.add("n");
    held.heldBy = "hold";
    held.checks = List.of(new Check("a", null, "no"), new Check("b", true, null));
    return held;
  }

  @Test
  void refusesALayoutItDoesNotKnow() {
    byte[] bytes = book.toBytes();
    bytes[0] = 9;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PeriodBook.fromBytes(bytes, Set.of()))
        .withMessage("period of layout 9, this reads 3");
  }
}
