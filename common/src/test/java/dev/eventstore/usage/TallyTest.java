package dev.eventstore.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.eventstore.value.ValueWriter;
import java.math.BigDecimal;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TallyTest {
  @Test
  void mergesInAnyOrder() {
    Tally one = new Tally().add(Counter.RECEIVED, 3).add(Counter.STORED, 2);
    Tally two = new Tally().add(Counter.STORED, -1).add(Counter.REPLACED, 1);

    Tally merged = new Tally().merge(one).merge(two);

    assertThat(merged)
        .isEqualTo(new Tally().merge(two).merge(one))
        .hasSameHashCodeAs(new Tally().merge(two).merge(one));
    assertThat(merged.get(Counter.STORED)).isEqualTo(1);
    assertThat(one.get(Counter.STORED)).as("what was merged stays").isEqualTo(2);
  }

  @ParameterizedTest
  @EnumSource(
      value = Counter.class,
      names = {"RECEIVED", "LATE"},
      mode = EnumSource.Mode.EXCLUDE)
  void everyOutcomeBalancesWhatWasReceived(Counter outcome) {
    Tally tally = new Tally().add(Counter.RECEIVED, 1);
    assertThat(tally.balances()).isFalse();
    assertThat(tally.add(outcome, 1).balances()).isTrue();
  }

  @Test
  void lateStandsBesideTheOutcome() {
    assertThat(new Tally().add(Counter.LATE, 1).balances()).isTrue();
  }

  @Test
  void isReadAsItWasWritten() {
    Tally tally =
        new Tally().add(Counter.RECEIVED, Long.MAX_VALUE).add(Counter.LATE, Long.MIN_VALUE);

    assertThat(Tally.fromBytes(tally.toBytes())).isEqualTo(tally);
  }

  /** Tallies are part of every savepoint: a change of these bytes needs a new version. */
  @Test
  void hasGoldenBytes() {
    Tally tally = new Tally().sum("x", new BigDecimal("1.50")).sum("n", BigDecimal.TEN);
    for (Counter counter : Counter.values()) {
      tally.add(counter, counter.ordinal() - 1L);
    }

    assertThat(HexFormat.of().formatHex(tally.toBytes()))
        .isEqualTo(
            "0208" // version, counters
                + "0100020406080a0c" // received -1, stored 0, and so on to late 6
                + "02" // sums
                + "016e"
                + "03010101" // n: 1E+1
                + "0178"
                + "0302010f"); // x: 1.5
  }

  @Test
  void readsWhatKnewFewerCounters() {
    byte[] bytes =
        new ValueWriter().unsigned(2).unsigned(2).signed(5).signed(4).unsigned(0).toBytes();

    assertThat(Tally.fromBytes(bytes))
        .isEqualTo(new Tally().add(Counter.RECEIVED, 5).add(Counter.STORED, 4));
  }

  @Test
  void refusesALayoutItDoesNotKnow() {
    byte[] bytes = new ValueWriter().unsigned(3).unsigned(0).toBytes();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Tally.fromBytes(bytes))
        .withMessage("tally of layout 3, this reads 2");
  }

  @Test
  void printsItsCounts() {
    assertThat(new Tally().add(Counter.STORED, 2))
        .asString()
        .startsWith("received=0 stored=2 duplicates=0")
        .endsWith("late=0");
  }
}
