package dev.eventstore.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SettlingTest {
  private final Settling settling = new Settling();

  @Test
  void aPeriodSettlesWhenItsOwnChangesCeaseForAWhile() {
    settling.changed(1, 0);
    settling.changed(2, 2_000);

    assertThat(settling.isUnsettled(3, 0)).as("nothing changed").isFalse();
    assertThat(settling.isUnsettled(1, 2_999)).isTrue();
    assertThat(settling.isUnsettled(1, 3_000)).as("whatever else changes").isFalse();
    assertThat(settling.isUnsettled(2, 3_000)).isTrue();
  }

  @Test
  void aStreamOfChangesDoesNotStarveIt() {
    long now = 0;
    do {
      settling.changed(1, now);
      now += 1_000;
    } while (settling.isUnsettled(1, now) && now < 60_000);

    assertThat(now).isEqualTo(Settling.LONGEST_MILLIS);
  }
}
