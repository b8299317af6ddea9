package dev.eventstore.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.apache.flink.runtime.state.KeyGroupRangeAssignment;
import org.junit.jupiter.api.Test;

class RoundEndTest {
  @Test
  void goesToEveryKeyGroup() {
    List<MeterOutput> ends = RoundEnd.toAll(5, 2, 1, 4, 128);

    assertThat(ends)
        .extracting(end -> KeyGroupRangeAssignment.assignToKeyGroup(end.key(), 128))
        .doesNotHaveDuplicates()
        .hasSize(128);
    assertThat(ends)
        .allMatch(end -> RoundEnd.is(end.key()) && end.round() == 2)
        .allMatch(end -> RoundEnd.worker(end) == 1 && RoundEnd.workers(end) == 4);
    assertThat(RoundEnd.key(5, 7, 128)).isEqualTo(ends.get(7).key());
  }

  @Test
  void aRoundEndsWithItsLastWorker() {
    RoundEnds ends = RoundEnds.NONE.with(1, 0, 2).with(1, 0, 2);
    assertThat(ends.ended()).isZero();
    ends = ends.with(1, 1, 2);
    assertThat(ends.ended()).isEqualTo(1);

    ends = ends.with(2, 1, 2).with(1, 0, 2);
    assertThat(ends).as("an old end").isEqualTo(new RoundEnds(1, 2, Set.of(1)));
    assertThat(ends.with(3, 0, 1).ended()).as("the round before was given up").isEqualTo(3);
  }
}
