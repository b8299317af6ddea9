package dev.eventstore.clock;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.clock.SourceClock.PartitionPromise;
import dev.eventstore.clock.SourceClock.Snapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SourceClockTest {
  private final SourceClock clock = new SourceClock(List.of());

  @Test
  void promisesNothingBeforeAPartitionIsAssigned() {
    assertThat(clock.promise()).isEqualTo(SourceClock.NOTHING);
    assertThat(clock.holding()).isEmpty();
  }

  @Test
  void promisesTheLeastOfItsPartitions() {
    clock.assign(0, 0);
    clock.assign(1, 0);
    clock.promise(0, 500);
    clock.promise(1, 300);

    assertThat(clock.promise()).isEqualTo(300);
    assertThat(clock.holding()).hasValue(1);
  }

  @Test
  void isHeldByAPartitionThatIsSilent() {
    clock.assign(0, 0);
    clock.assign(1, 0);
    clock.promise(0, 500);

    assertThat(clock.promise()).isEqualTo(SourceClock.NOTHING);
    assertThat(clock.holding()).hasValue(1);
  }

  @Test
  void keepsItsPromiseWhenAPartitionIsAdded() {
    clock.assign(0, 0);
    clock.promise(0, 500);
    assertThat(clock.promise()).isEqualTo(500);

    clock.assign(1, 0);
    clock.promise(0, 900);

    assertThat(clock.promise()).isEqualTo(500);
    clock.promise(1, 700);
    assertThat(clock.promise()).isEqualTo(700);
  }

  @Test
  void neverTakesAPromiseBack() {
    clock.assign(0, 0);
    clock.promise(0, 500);
    clock.promise(0, 400);

    assertThat(clock.promise()).isEqualTo(500);
  }

  @Test
  void isCompleteUpToTheHighestTimeMinusTheDelay() {
    clock.assign(0, 0);
    clock.reached(0, Instant.ofEpochMilli(10_000), Duration.ofSeconds(3));
    clock.reached(0, Instant.ofEpochMilli(9_000), Duration.ofSeconds(3));

    assertThat(clock.promise()).isEqualTo(7_000);
  }

  @Test
  void roundsAPromiseDownToWhatItCovers() {
    clock.assign(0, 0);
    clock.reached(0, Instant.ofEpochMilli(10_000).plusNanos(999_999), Duration.ZERO);

    assertThat(clock.promise()).isEqualTo(10_000);
  }

  @Test
  void repeatsAfterARestartWhatTheSourceAsAWholePromised() {
    Snapshot first = new Snapshot(500, List.of(new PartitionPromise(0, 500, 7)));
    Snapshot second = new Snapshot(300, List.of(new PartitionPromise(1, 300, 9)));

    SourceClock restarted = new SourceClock(List.of(first, second));

    assertThat(restarted.promise()).isEqualTo(300);
    restarted.assign(0, 0);
    assertThat(restarted.promise()).isEqualTo(500);
    assertThat(restarted.next(0)).isEqualTo(7);
  }

  @Test
  void repeatsItsPromiseAlthoughANewPartitionHadNoneYet() {
    clock.assign(0, 0);
    clock.promise(0, 500);
    clock.promise();
    clock.assign(1, 0);

    SourceClock restarted = new SourceClock(List.of(clock.snapshot()));

    assertThat(restarted.promise()).isEqualTo(500);
    restarted.assign(0, 0);
    restarted.assign(1, 0);
    restarted.promise(0, 900);
    assertThat(restarted.promise()).isEqualTo(500);
  }

  @Test
  void keepsPartitionsThatAreNotAssignedAgainYet() {
    Snapshot before = new Snapshot(300, List.of(new PartitionPromise(4, 300, 9)));

    Snapshot after = new SourceClock(List.of(before)).snapshot();

    assertThat(after).isEqualTo(before);
  }

  @Test
  void knowsWhichPartitionsAreSilent() {
    clock.assign(0, 100);
    clock.assign(1, 100);
    clock.read(0, 41, 200);

    assertThat(clock.silentSince(150)).containsExactly(1);
    assertThat(clock.silentSince(99)).isEmpty();
    assertThat(clock.next(0)).isEqualTo(42);
    assertThat(clock.next(1)).isEqualTo(-1);
  }
}
