package dev.eventstore.meter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.eventstore.meter.Released.Group;
import dev.eventstore.spec.MeterSpec;
import dev.eventstore.spec.MeterSpec.Derive;
import dev.eventstore.spec.MeterSpec.Filter;
import dev.eventstore.spec.MeterSpec.OperatorSpec;
import dev.eventstore.usage.EventRow;
import dev.eventstore.usage.Figure;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class MeterTest {
  private static final Released E1 = Released.of("e-1");

  @Test
  void goesThroughItsOperatorsInOrder() {
    OperatorSpec[] operators = {
      new Derive(Released.columns("n", "n + 1", "old", "n")),
      new Filter("n < 10 && path != \"/health\""),
      new Derive(Released.columns("n", "n * 2")),
      Released.aggregate(List.of("path"), "n", "sum(n)", "old", "sum(old)", "calls", "count()"),
      new Derive(Released.columns("n", "round(n / 3, 2)", "mean", "n / calls"))
    };
    List<Released> events =
        List.of(
            E1.path("/a").n(1L),
            E1.path("/a").n(4L),
            E1.path("/a").n(9L),
            E1.path("/health").n(1L));

    assertThat(figures(operators, events)).isEqualTo(Map.of("[/a]", "n=4.67 old=5 calls=2 mean=7"));
  }

  @Test
  void keepsNothingWhereAFilterIsNullOrFails() {
    OperatorSpec count = Released.aggregate(List.of(), "calls", "count()");

    assertThat(figures(of(new Filter("n > 0"), count), List.of(E1))).isEmpty();
    assertThat(figures(of(new Filter("1 / n > 0"), count), List.of(E1.n(0L)))).isEmpty();
    assertThat(figures(of(new Filter("n == null"), count), List.of(E1)))
        .isEqualTo(Map.of("[]", "calls=1"));
  }

  @Test
  void countsEventsOrValues() {
    assertThat(
            figures(
                of(Released.aggregate(List.of(), "all", "count()", "some", "count( n )")),
                List.of(E1, E1.n(0L), E1.n(5L))))
        .isEqualTo(Map.of("[]", "all=3 some=2"));
  }

  @Test
  void skipsNullsAndWhatFails() {
    assertThat(
            figures(
                of(
                    Released.aggregate(
                        List.of(), "s", "sum(6 / n)", "a", "avg(6 / n)", "u", "unique(6 / n)")),
                List.of(E1, E1.n(0L), E1.n(2L), E1.n(3L))))
        .isEqualTo(Map.of("[]", "s=5 a=2.5 u=2"));
  }

  @Test
  void groupsByValuesWithNullAmongThem() {
    assertThat(
            figures(
                of(Released.aggregate(List.of("path", "x"), "calls", "count()")),
                List.of(E1, E1.path("/a"), E1.path("/a").x("1.0"), E1.path("/a").x("1.00"), E1)))
        .isEqualTo(
            Map.of("[null, null]", "calls=2", "[/a, null]", "calls=1", "[/a, 1]", "calls=2"));
  }

  @Test
  void groupsByDerivedColumns() {
    assertThat(
            figures(
                of(
                    new Derive(Released.columns("big", "n > 5")),
                    Released.aggregate(List.of("big"), "calls", "count()")),
                List.of(E1.n(1L), E1.n(9L), E1.n(7L), E1)))
        .isEqualTo(Map.of("[false]", "calls=1", "[true]", "calls=2", "[null]", "calls=1"));
  }

  @Test
  void groupsByEntriesOfMaps() {
    OperatorSpec[] operators =
        of(
            new Derive(Released.columns("tags", "{path: \"gold\"}")),
            Released.aggregate(
                List.of("tags.tier", "tags.no-name"), "calls", "count()", "n", "sum(n)"),
            new Derive(Released.columns("paid", "tags.tier == \"gold\" && n > 1")));

    assertThat(
            figures(
                operators,
                List.of(
                    E1.path("tier").n(2L),
                    E1.path("tier").n(3L),
                    E1.path("no-name").n(4L),
                    E1.n(5L))))
        .isEqualTo(
            Map.of(
                "[gold, null]", "calls=2 n=5 paid=true",
                "[null, gold]", "calls=1 n=4 paid=null",
                "[null, null]", "calls=1 n=5 paid=null"));
    assertThat(Released.meters(operators).byName("m").groups())
        .containsExactly("tags.tier", "tags.no-name");
  }

  @Test
  void integersGrowBeyond64BitsEverywhere() {
    OperatorSpec[] operators =
        of(
            new Derive(Released.columns("big", "n * n")),
            Released.aggregate(
                List.of(), "s", "sum(big)", "a", "avg(big)", "m", "max(big)", "u", "unique(big)"),
            new Derive(Released.columns("t", "s > m ? s - m : 0", "r", "m % 10")));
    String square = "85070591730234615847396907784232501249";

    assertThat(figures(operators, List.of(E1.n(Long.MAX_VALUE), E1.n(3L), E1.n(-Long.MAX_VALUE))))
        .isEqualTo(
            Map.of(
                "[]",
                "s=170141183460469231694793815568465002507"
                    + " a=56713727820156410564931271856155000836"
                    + (" m=" + square + " u=2 t=85070591730234615847396907784232501258 r=9")));
  }

  @Test
  void breaksTiesByTimeThenVersionThenIdThenKey() {
    Released middle = E1.after(5).seq(2L).n(5L);

    assertThat(edges(middle, E1.after(6).n(6L))).isEqualTo("first=5 latest=6");
    assertThat(edges(middle, E1.after(5).seq(10L).n(6L))).isEqualTo("first=5 latest=6");
    assertThat(edges(middle, E1.after(5).seq(null).n(6L))).isEqualTo("first=6 latest=5");
    assertThat(edges(middle, Released.of("e-2").after(5).seq(2L).n(6L)))
        .isEqualTo("first=5 latest=6");
    assertThat(edges(middle, Released.of("e-0").after(5).seq(2L).n(6L)))
        .isEqualTo("first=6 latest=5");
    assertThat(edges(middle, E1.after(5).seq(2L).account("a-0").n(6L)))
        .isEqualTo("first=6 latest=5");
    assertThat(edges(middle, E1.after(9))).as("null is skipped").isEqualTo("first=5 latest=5");
  }

  private static String edges(Released... events) {
    OperatorSpec[] operators =
        of(Released.aggregate(List.of(), "first", "first(n)", "latest", "latest(n)"));
    List<Released> reversed = new ArrayList<>(List.of(events));
    Collections.reverse(reversed);
    assertThat(figures(operators, reversed)).isEqualTo(figures(operators, List.of(events)));
    return figures(operators, List.of(events)).get("[]");
  }

  @Test
  void sumsIntegersBeyond64Bits() {
    OperatorSpec[] operators =
        of(
            Released.aggregate(List.of(), "total", "sum(n)"),
            new Derive(Released.columns("half", "total / 2")));
    Released max = E1.n(Long.MAX_VALUE);

    assertThat(figures(operators, List.of(max, max)))
        .isEqualTo(
            Map.of(
                "[]",
                "total="
                    + BigInteger.TWO.multiply(BigInteger.valueOf(Long.MAX_VALUE))
                    + " half="
                    + Long.MAX_VALUE));
    assertThat(
            figures(operators, List.of(max, max, E1.n(-Long.MAX_VALUE), E1.n(5L - Long.MAX_VALUE))))
        .as("whatever the partial sums were")
        .isEqualTo(Map.of("[]", "total=5 half=2.5"));
  }

  @Test
  void aGroupLeftWithoutEventsHasCountsOfZeroAndNullsElse() {
    Meter meter =
        Released.meters(
                Released.aggregate(
                    List.of("path"),
                    "calls",
                    "count()",
                    "some",
                    "count(n)",
                    "users",
                    "unique(account)",
                    "total",
                    "sum(n)",
                    "mean",
                    "avg(x)",
                    "least",
                    "min(x)",
                    "last",
                    "latest(at)"),
                new Derive(Released.columns("double", "total * 2", "twice", "calls * 2")))
            .byName("m");

    Figure figure =
        new GroupTotal(meter).figure(new ValueWriter().value("/a").toBytes(), Released.PERIOD);

    assertThat(figure.events()).isZero();
    assertThat(figure.sources()).isEmpty();
    assertThat(figure.digest()).hasToString("0".repeat(32));
    assertThat(figure.values()).containsExactly(0L, 0L, 0L, null, null, null, null, null, null);
  }

  @Test
  void withoutAggregateItSaysTheEvents() {
    Meter meter =
        Released.meters(new Filter("n > 1"), new Derive(Released.columns("gb", "x / 4")))
            .byName("m");

    assertThat(meter.aggregates()).isFalse();
    assertThat(meter.emit(E1.n(1L).event())).isEmpty();
    EventRow row = EventRow.read(meter.emit(E1.n(2L).x("10").event()).orElseThrow());
    assertThat(new String(row.json(), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"id\":\"e-1\",\"account\":\"a-1\",\"at\":\"2026-10-05T13:00:00Z\",\"seq\":null,"
                + "\"path\":null,\"n\":2,\"x\":\"10\",\"gb\":\"2.5\"}");
    assertThat(row.identity())
        .as("that of id and key, whatever the rest is")
        .isEqualTo(EventRow.read(meter.emit(E1.n(3L).event()).orElseThrow()).identity())
        .isNotEqualTo(
            EventRow.read(meter.emit(E1.account("a-2").n(2L).event()).orElseThrow()).identity());
  }

  @Test
  void aPassBeginsAnewAfterItIsFinished() {
    MeterPass pass = new MeterPass(Released.meters(Released.aggregate(List.of(), "c", "count()")));
    List<Long> counts = new ArrayList<>();
    pass.add(E1.event());
    pass.finish((meter, group, contribution) -> counts.add(contribution.events()));
    pass.finish((meter, group, contribution) -> counts.add(contribution.events()));
    pass.add(E1.event());
    pass.finish((meter, group, contribution) -> counts.add(contribution.events()));

    assertThat(counts).containsExactly(1L, 1L);
  }

  @Test
  void metersAreFoundByName() {
    Meters meters =
        Meters.compile(
            Released.SCHEMA,
            List.of(
                new MeterSpec("b", List.of(), List.of("out")),
                new MeterSpec("a", List.of(), List.of("out"))));

    assertThat(meters.all()).extracting(Meter::name).containsExactly("b", "a");
    assertThat(meters.byName("c")).isNull();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Released.meters(new Filter("nope")))
        .withMessageStartingWith("meter m: operators[0].filter: column 1: unknown name 'nope'");
  }

  /** Figures as text by group as text. */
  private static Map<String, String> figures(OperatorSpec[] operators, List<Released> events) {
    Meters meters = Released.meters(operators);
    Map<String, String> figures = new TreeMap<>();
    for (Group group : Released.pass(meters, events)) {
      GroupTotal total = new GroupTotal(meters.byName("m"));
      total.add(group.contribution());
      Figure figure = total.figure(group.group(), Released.PERIOD);
      List<String> texts = new ArrayList<>();
      for (String name : figure.names()) {
        texts.add(name + "=" + text(figure.value(name)));
      }
      figures.put(values(group.group()).toString(), String.join(" ", texts));
    }
    return figures;
  }

  private static List<Object> values(byte[] group) {
    List<Object> values = new ArrayList<>();
    ValueReader reader = new ValueReader(group);
    while (reader.hasMore()) {
      values.add(reader.value());
    }
    return values;
  }

  private static String text(Object value) {
    return value instanceof BigDecimal decimal ? decimal.toPlainString() : String.valueOf(value);
  }

  private static OperatorSpec[] of(OperatorSpec... operators) {
    return operators;
  }
}
