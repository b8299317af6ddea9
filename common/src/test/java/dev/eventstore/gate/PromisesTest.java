package dev.eventstore.gate;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PromisesTest {
  private final Promises promises = new Promises();

  @Test
  void knowsNothingOfASourceThatToldNothing() {
    assertThat(promises.of("eu")).isEqualTo(Promises.NOTHING);
    assertThat(promises.holding("eu")).isNull();
  }

  @Test
  void waitsForEveryReader() {
    promises.tell("eu", 1, 2, 500, 3);

    assertThat(promises.of("eu")).isEqualTo(Promises.NOTHING);
    assertThat(promises.holding("eu")).isNull();

    promises.tell("eu", 0, 2, 400, 2);
    assertThat(promises.of("eu")).isEqualTo(400);
    assertThat(promises.holding("eu")).isEqualTo(2);
  }

  @Test
  void theLeastPromiseCounts() {
    promises.tell("eu", 0, 2, 400, 2);
    promises.tell("eu", 1, 2, 500, 3);
    promises.tell("eu", 0, 2, 600, 2);

    assertThat(promises.of("eu")).isEqualTo(500);
    assertThat(promises.holding("eu")).isEqualTo(3);
  }

  @Test
  void sourcesStandAlone() {
    promises.tell("eu", 0, 1, 400, 2);

    assertThat(promises.of("us")).isEqualTo(Promises.NOTHING);
  }

  @Test
  void namesNoPartitionWhereNoneHolds() {
    promises.tell("eu", 0, 1, Long.MAX_VALUE, -1);

    assertThat(promises.of("eu")).isEqualTo(Long.MAX_VALUE);
    assertThat(promises.holding("eu")).isNull();
  }

  @Test
  void startsAnewWithAnotherNumberOfReaders() {
    promises.tell("eu", 0, 1, 400, 2);
    promises.tell("eu", 0, 2, 400, 2);

    assertThat(promises.of("eu")).isEqualTo(Promises.NOTHING);
  }
}
