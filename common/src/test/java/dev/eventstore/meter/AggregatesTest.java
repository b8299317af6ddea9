package dev.eventstore.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.meter.Released.Group;
import dev.eventstore.usage.Figure;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** However events are split, ordered and merged, every aggregate is what counting by hand gives. */
class AggregatesTest {
  private static final String[] VALUES = {
    "events", "count()",
    "xs", "count(x)",
    "paths", "count(path)",
    "sumN", "sum(n)",
    "sumX", "sum(x)",
    "mixed", "sum(x + n)",
    "minN", "min(n)",
    "maxX", "max(x)",
    "minPath", "min(path)",
    "maxAt", "max(at)",
    "avgN", "avg(n)",
    "avgX", "avg(x)",
    "uniqueX", "unique(x)",
    "uniquePath", "unique(path)",
    "lastX", "latest(x)",
    "firstPath", "first(path)",
    "p90", "percentile(x, 90)",
    "p0", "percentile(n, 0)",
    "deltaN", "delta(n)",
    "deltaX", "delta(x)",
    "levelX", "time_weighted(x)",
    "levelN", "time_weighted(n)",
    "aboutUnique", "approx_unique(x)",
    "aboutP90", "approx_percentile(x, 90)"
  };
  private static final Meters METERS = Released.meters(Released.aggregate(List.of(), VALUES));
  private static final Meter METER = METERS.byName("m");
  private static final MathContext DIVISION = new MathContext(38, RoundingMode.HALF_EVEN);
  private static final Comparator<Released> ORDER =
      Comparator.comparing(Released::at)
          .thenComparing(event -> event.seq(), Comparator.nullsFirst(Comparator.naturalOrder()))
          .thenComparing(event -> event.id())
          .thenComparing(event -> event.account());

  @Property(tries = 500)
  void everyAggregateEqualsANaiveOne(
      @ForAll("events") List<Released> events, @ForAll Random random) {
    Figure figure = merged(events, random);

    assertThat(figure.names()).containsExactly(names());
    assertThat(figure.events()).isEqualTo(events.size());
    assertThat(comparable(figure.values())).isEqualTo(comparable(naive(events)));
    TreeMap<String, Long> sources = new TreeMap<>();
    events.forEach(event -> sources.merge(event.source(), 1L, Long::sum));
    assertThat(figure.sources()).isEqualTo(sources);
  }

  @Property(tries = 200)
  void theSameEventsGiveTheSameBytes(
      @ForAll("events") List<Released> events, @ForAll Random random) {
    List<Released> shuffled = new ArrayList<>(events);
    Collections.shuffle(shuffled, random);

    assertThat(merged(shuffled, random).toBytes()).isEqualTo(merged(events, random).toBytes());
  }

  /** Splits the events at random, writes, reads and merges the parts in random order. */
  private static Figure merged(List<Released> events, Random random) {
    List<List<Released>> parts = new ArrayList<>();
    for (Released event : events) {
      if (parts.isEmpty() || random.nextInt(4) == 0) {
        parts.add(new ArrayList<>());
      }
      parts.get(random.nextInt(parts.size())).add(event);
    }
    List<Contribution> contributions = new ArrayList<>();
    for (List<Released> part : parts) {
      for (Group group : Released.pass(METERS, part)) {
        contributions.add(
            random.nextBoolean()
                ? group.contribution()
                : Contribution.fromBytes(METER, group.contribution().toBytes()).orElseThrow());
      }
    }
    while (contributions.size() > 1 && random.nextInt(3) > 0) {
      Collections.shuffle(contributions, random);
      contributions.get(0).merge(contributions.remove(contributions.size() - 1));
    }
    Collections.shuffle(contributions, random);
    GroupTotal total = new GroupTotal(METER);
    contributions.forEach(total::add);
    return total.figure(new byte[0], Released.PERIOD);
  }

  private static Object[] naive(List<Released> events) {
    List<Released> ordered = events.stream().sorted(ORDER).toList();
    List<BigDecimal> n = ns(events);
    List<BigDecimal> x = values(events, Released::x);
    List<String> paths = values(events, Released::path);
    List<BigDecimal> mixed =
        events.stream()
            .filter(event -> event.x() != null && event.n() != null)
            .map(event -> event.x().add(BigDecimal.valueOf(event.n())))
            .toList();
    List<String> orderedPaths = values(ordered, Released::path);
    List<BigDecimal> orderedX = values(ordered, Released::x);
    return new Object[] {
      BigDecimal.valueOf(events.size()),
      BigDecimal.valueOf(x.size()),
      BigDecimal.valueOf(paths.size()),
      sum(n).orElse(null),
      sum(x).orElse(null),
      sum(mixed).orElse(null),
      n.stream().min(Comparator.naturalOrder()).orElse(null),
      x.stream().max(Comparator.naturalOrder()).orElse(null),
      paths.stream().min(Comparator.naturalOrder()).orElse(null),
      events.stream().map(Released::at).max(Comparator.naturalOrder()).orElse(null),
      average(n),
      average(x),
      BigDecimal.valueOf(x.stream().map(BigDecimal::stripTrailingZeros).distinct().count()),
      BigDecimal.valueOf(new HashSet<>(paths).size()),
      orderedX.isEmpty() ? null : orderedX.get(orderedX.size() - 1),
      orderedPaths.isEmpty() ? null : orderedPaths.get(0),
      percentile(x, 0.9),
      percentile(n, 0),
      delta(ns(ordered)),
      delta(orderedX),
      level(ordered, Released::x),
      level(ordered, AggregatesTest::n),
      BigDecimal.valueOf(x.stream().map(BigDecimal::stripTrailingZeros).distinct().count()),
      percentile(x, 0.9)
    };
  }

  private static BigDecimal percentile(List<BigDecimal> values, double share) {
    List<BigDecimal> sorted = values.stream().sorted().toList();
    int place = (int) Math.ceil(share * values.size() - 1e-9) - 1;
    return values.isEmpty() ? null : sorted.get(Math.max(0, place));
  }

  private static BigDecimal delta(List<BigDecimal> ordered) {
    return ordered.isEmpty() ? null : ordered.get(ordered.size() - 1).subtract(ordered.get(0));
  }

  /** Event by event: the level that holds until the next one, times how long it does. */
  private static BigDecimal level(List<Released> ordered, Function<Released, BigDecimal> field) {
    BigDecimal level = BigDecimal.ZERO;
    BigDecimal area = BigDecimal.ZERO;
    Instant since = Released.PERIOD.start();
    boolean any = false;
    for (Released event : ordered) {
      if (field.apply(event) != null) {
        area = area.add(level.multiply(seconds(since, event.at())));
        level = level.add(field.apply(event));
        since = event.at();
        any = true;
      }
    }
    area = area.add(level.multiply(seconds(since, Released.PERIOD.end())));
    BigDecimal length = seconds(Released.PERIOD.start(), Released.PERIOD.end());
    return any ? area.divide(length, DIVISION) : null;
  }

  private static BigDecimal seconds(Instant from, Instant to) {
    return BigDecimal.valueOf(Duration.between(from, to).toSeconds());
  }

  private static List<BigDecimal> ns(List<Released> events) {
    return values(events, AggregatesTest::n);
  }

  private static BigDecimal n(Released event) {
    return event.n() == null ? null : BigDecimal.valueOf(event.n());
  }

  private static <T> List<T> values(List<Released> events, Function<Released, T> field) {
    return events.stream().map(field).filter(Objects::nonNull).toList();
  }

  private static Optional<BigDecimal> sum(List<BigDecimal> values) {
    return values.stream().reduce(BigDecimal::add);
  }

  private static BigDecimal average(List<BigDecimal> values) {
    return sum(values)
        .map(sum -> sum.divide(BigDecimal.valueOf(values.size()), DIVISION))
        .orElse(null);
  }

  /** Numbers as text in plain notation, so that they compare by value. */
  private static List<String> comparable(Object[] values) {
    return Arrays.stream(values).map(AggregatesTest::text).toList();
  }

  private static String text(Object value) {
    if (value instanceof Long || value instanceof BigInteger) {
      return value.toString();
    }
    return value instanceof BigDecimal decimal
        ? decimal.stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }

  private static String[] names() {
    return Stream.iterate(0, i -> i < VALUES.length, i -> i + 2)
        .map(i -> VALUES[i])
        .toArray(String[]::new);
  }

  @Provide
  Arbitrary<List<Released>> events() {
    Arbitrary<Long> n =
        Arbitraries.oneOf(
            Arbitraries.longs().between(-5, 5),
            Arbitraries.of(Long.MAX_VALUE, Long.MIN_VALUE, Long.MAX_VALUE - 1));
    Arbitrary<BigDecimal> x =
        Arbitraries.oneOf(
            Arbitraries.bigDecimals().ofScale(2).between(BigDecimal.valueOf(-9), BigDecimal.TEN),
            Arbitraries.of("1.0", "1.00", "1E+30", "1E-30", "0.0").map(BigDecimal::new));
    Arbitrary<Released> event =
        Combinators.combine(
                Arbitraries.of("a-1", "a-2"),
                Arbitraries.longs().between(0, 3),
                Arbitraries.longs().between(1, 2).injectNull(0.3),
                Arbitraries.of("/", "/a", "/ä", "/b").injectNull(0.3),
                n.injectNull(0.3),
                x.injectNull(0.3),
                Arbitraries.of("eu", "us", "apac"))
            .as(
                (account, second, seq, path, number, decimal, source) ->
                    new Released(
                        "",
                        account,
                        Released.START.plusSeconds(second),
                        seq,
                        path,
                        number,
                        decimal,
                        source));
    return event.list().ofMaxSize(30).map(AggregatesTest::withIds);
  }

  /** An id is unique within its key. */
  private static List<Released> withIds(List<Released> events) {
    List<Released> named = new ArrayList<>();
    for (int i = 0; i < events.size(); i++) {
      Released e = events.get(i);
      String id = "e-" + (i * 7 % 31);
      named.add(new Released(id, e.account(), e.at(), e.seq(), e.path(), e.n(), e.x(), e.source()));
    }
    return named;
  }
}
