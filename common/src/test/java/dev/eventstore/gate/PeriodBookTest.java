package dev.eventstore.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.eventstore.usage.Counter;
import dev.eventstore.usage.PeriodReport.State;
import dev.eventstore.usage.SourceReport.Declared;
import dev.eventstore.usage.Tally;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PeriodBookTest {
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

    PeriodBook copy = PeriodBook.fromBytes(book.toBytes());

    assertThat(copy.toBytes()).isEqualTo(book.toBytes());
    assertThat(copy.start).isEqualTo(book.start);
    assertThat(copy.tallies).isEqualTo(book.tallies);
    assertThat(copy.declared("eu")).isEqualTo(book.declared("eu"));
    assertThat(copy.declared("us")).isNull();
    assertThat(copy.state).isEqualTo(State.REVISED);
    assertThat(copy.revision).isEqualTo(300);
    assertThat(copy.corrected).isTrue();
    assertThat(copy.changed).isFalse();
  }

  @Test
  void refusesALayoutItDoesNotKnow() {
    byte[] bytes = book.toBytes();
    bytes[0] = 9;

    assertThatIllegalArgumentException()
        .isThrownBy(() -> PeriodBook.fromBytes(bytes))
        .withMessage("period of layout 9, this reads 2");
  }
}
