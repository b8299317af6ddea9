package dev.eventstore.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.meter.Released.Group;
import dev.eventstore.usage.Figure;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Beyond what is held exactly, approximate aggregates are near, and the same in any order. */
class ApproximateTest {
  private static final Meters METERS =
      Released.meters(
          Released.aggregate(
              List.of(),
              "unique",
              "approx_unique(n)",
              "median",
              "approx_percentile(n, 50)",
              "p99",
              "approx_percentile(n, 99)"));
  private static final Meter METER = METERS.byName("m");
  private static final int EVENTS = 50_000;

  @Test
  void isNear() {
    Figure figure = total(events(EVENTS), new Random(1));

    assertThat((Long) figure.value("unique")).isBetween(EVENTS * 97L / 100, EVENTS * 103L / 100);
    assertThat((Long) figure.value("median")).isBetween(EVENTS * 48L / 100, EVENTS * 52L / 100);
    assertThat((Long) figure.value("p99")).isBetween(EVENTS * 985L / 1000, EVENTS * 995L / 1000);
  }

  @ParameterizedTest
  @ValueSource(ints = {4_095, 4_096})
  void isExactWhereAllIsHeld(int events) {
    Figure figure = total(events(events), new Random(1));

    assertThat(figure.value("unique")).isEqualTo((long) events);
    assertThat(figure.value("median")).isEqualTo(2_048L);
    assertThat(figure.value("p99"))
        .isEqualTo(
            BigDecimal.valueOf(99L * events + 99)
                .divideToIntegralValue(BigDecimal.valueOf(100))
                .longValue());
  }

  @ParameterizedTest
  @ValueSource(ints = {4_097, 9_000, EVENTS})
  void sameEventsGiveTheSameBytesInAnyOrderAndSplit(int count) {
    List<Released> events = new ArrayList<>(events(count));
    byte[] first = contribution(events, new Random(1)).toBytes();

    for (int seed = 2; seed < 6; seed++) {
      Random random = new Random(seed);
      Collections.shuffle(events, random);
      assertThat(contribution(events, random).toBytes()).isEqualTo(first);
    }
    assertThat(Contribution.fromBytes(METER, first).orElseThrow().toBytes()).isEqualTo(first);
  }

  private static List<Released> events(int count) {
    return LongStream.rangeClosed(1, count).mapToObj(i -> Released.of("e-" + i).n(i)).toList();
  }

  private static Figure total(List<Released> events, Random random) {
    GroupTotal total = new GroupTotal(METER);
    total.add(contribution(events, random));
    return total.figure(new byte[0], Released.PERIOD);
  }

  /** Of parts of any size, merged in a tree of any shape. */
  private static Contribution contribution(List<Released> events, Random random) {
    List<Contribution> parts = new ArrayList<>();
    for (int from = 0; from < events.size(); ) {
      int to = Math.min(events.size(), from + 1 + random.nextInt(12_000));
      for (Group group : Released.pass(METERS, events.subList(from, to))) {
        parts.add(Contribution.fromBytes(METER, group.contribution().toBytes()).orElseThrow());
      }
      from = to;
    }
    while (parts.size() > 1) {
      Collections.shuffle(parts, random);
      Contribution part = parts.remove(parts.size() - 1);
      parts.get(0).merge(part);
    }
    return parts.get(0);
  }
}
