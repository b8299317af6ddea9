package dev.eventstore.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.spec.MeterSpec.Derive;
import dev.eventstore.spec.MeterSpec.Filter;
import dev.eventstore.spec.MeterSpec.OperatorSpec;
import dev.eventstore.value.KnownFields;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeterCheckTest {
  private static final String KNOWN = "id, account, at, seq, path, n, x";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "sum(x)",
        "avg(n)",
        "min(path)",
        "max(at)",
        "unique(account)",
        "count(x)",
        "count()",
        "percentile(round(x, 2), 99.9)",
        "approx_percentile(n,95)",
        "percentile(x, 0)",
        "percentile(x, 100)",
        "delta(n)",
        "time_weighted(x - 1)",
        "approx_unique(path)",
        " first ( x + n ) ",
        "latest(x > 1 ? \"a\" : \"b\")"
      })
  void takesAggregates(String call) {
    assertThat(problems(Released.aggregate(List.of("path"), "v", call))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "sum(path)|sum does not take string; give it integer or decimal",
        "avg(at)|avg does not take timestamp; give it integer or decimal",
        "sum()|sum() says not of what; name a column, such as sum(x)",
        "median(x)|unknown aggregate 'median'; known are sum, count, min, max, avg, unique, latest,"
            + " first, percentile, delta, time_weighted, approx_unique, approx_percentile",
        "percentile(x)|percentile says not which percentile; write it such as percentile(x, 95)",
        "percentile()|percentile() says not of what; name a column, such as percentile(x, 95)",
        "percentile(x, n)|percentile says not which percentile; write it such as percentile(x, 95)",
        "approx_percentile(x, 100.1)|100.1 is no percentile; write 0, or from 1 to 100, such as 95"
            + " or 99.9",
        "percentile(x, 0.95)|0.95 is no percentile; write 0, or from 1 to 100, such as 95 or 99.9",
        "percentile(path, 95)|percentile does not take string; give it integer or decimal",
        "delta(at)|delta does not take timestamp; give it integer or decimal",
        "time_weighted(path)|time_weighted does not take string; give it integer or decimal",
        "x|'x' is no aggregate; write a function of one column, such as sum(bytes)",
        "sum(y)|column 1: unknown name 'y'; known are " + KNOWN,
        "sum(x) + 1|'sum(x) + 1' is no aggregate; write a function of one column, such as"
            + " sum(bytes)",
        "sum(dyn(x))|sum does not take a value of unknown type; give it integer or decimal",
      })
  void refusesOtherValues(String call, String problem) {
    assertThat(problems(Released.aggregate(List.of("path"), "v", call)))
        .containsExactly("operators[0].aggregate.values.v: " + problem);
  }

  @Test
  void refusesFiltersThatDoNotDecide() {
    assertThat(problems(new Filter("n + 1")))
        .containsExactly(
            "operators[0].filter: gives a value of type integer, not true or false; write a"
                + " comparison such as x > 0");
  }

  @Test
  void checksTheGroup() {
    assertThat(problems(Released.aggregate(List.of("path", "nope", "path"), "path", "count()")))
        .containsExactly(
            "operators[0].aggregate.by[1]: unknown column 'nope'; known are " + KNOWN,
            "operators[0].aggregate.by[2]: the column is named twice; remove one of them",
            "operators[0].aggregate.values.path: is in the group; name the value otherwise");
  }

  @Test
  void knowsTheColumnsOfEachPlace() {
    assertThat(
            problems(
                new Derive(Released.columns("gb", "x / 1024", "y", "gb * 2")),
                new Filter("gb > 1"),
                Released.aggregate(List.of("path"), "q", "sum(gb)"),
                new Derive(Released.columns("q", "round(q, 3)", "z", "gb", "path", "q"))))
        .containsExactly(
            "operators[0].derive.y: column 1: unknown name 'gb'; known are " + KNOWN,
            "operators[3].derive.z: column 1: unknown name 'gb'; known are path, q",
            "operators[3].derive.path: is in the group; derive under another name");
  }

  @Test
  void afterAnAggregateThereIsOnlyDerive() {
    OperatorSpec count = Released.aggregate(List.of(), "c", "count()");

    assertThat(problems(count, new Filter("c > 1"), count))
        .containsExactly(
            "operators[1].filter: after an aggregate there is only derive; move it before",
            "operators[2].aggregate: a meter has at most one aggregate; use a second meter");
  }

  @Test
  void needsTypesThatAreKnown() {
    assertThat(problems(new Derive(Released.columns("a", "dyn(n)"))))
        .containsExactly(
            "operators[0].derive.a: its type is not known; convert it, such as with string(x)");
  }

  private static List<String> problems(OperatorSpec... operators) {
    List<String> problems = new ArrayList<>();
    MeterCheck.check(
        KnownFields.of(Released.SCHEMA),
        Released.spec(operators),
        (place, problem) -> problems.add(place + ": " + problem));
    return problems;
  }
}
