package dev.eventstore.meter;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.meter.Released.Group;
import dev.eventstore.period.Period;
import dev.eventstore.period.PeriodCalendar;
import dev.eventstore.spec.MeterSpec;
import dev.eventstore.usage.Figure;
import dev.eventstore.value.ValueWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What each aggregate gives. First inputs and results that metering systems and their users have
 * published, then every boundary. An event is a time from the start of its month, or none, and a
 * value, or none: {@code 1T02:30=5} is the value 5 at the second day's half past two.
 */
class GoldenCasesTest {
  private static final PeriodCalendar MONTHS = PeriodCalendar.of("month", ZoneOffset.UTC, null);

  /** Rounded where what is published is. */
  @ParameterizedTest(name = "{0}: {1} of {3} is {4}")
  @CsvSource(
      delimiter = '|',
      value = {
        // https://getlago.com/docs/guide/billable-metrics/aggregation-types/aggregation-examples
        "Lago examples      | count()              | 2022-03 | 15T=10 16T=20 | 2",
        "Lago examples      | sum(x)               | 2022-03 | 15T=10 16T=20 | 30",
        "Lago examples      | max(x)               | 2022-03 | 15T=10 16T=20 | 20",
        "Lago examples      | unique(account)      | 2022-03 | 15T=10 16T=20 | 1",
        "Lago examples      | approx_unique(account) | 2022-03 | 15T=10 16T=20 | 1",
        // https://getlago.com/docs/guide/billable-metrics/aggregation-types/latest
        "Lago latest        | latest(x)            | 2022-03 | 15T=20 16T=10 | 10",
        // https://getlago.com/changelog/latest-aggregation-type
        "Lago latest gb     | latest(x)            | 2022-03 | 1T=5 2T=7 3T=6 | 6",
        // https://docs.getlago.com/guide/billable-metrics/aggregation-types/weighted-sum
        "Lago weighted sum  | round(time_weighted(x), 10) | 2022-03 | 15T=20 16T=10 | 15.1612903226",
        // https://github.com/getlago/lago-api spec/services/billable_metrics/aggregations/
        // weighted_sum_service_spec.rb
        "Lago many changes  | round(time_weighted(x), 5) | 2023-08 | 0T=2 0T01=3 0T01:30=1 0T02=-4"
            + " 0T04=-2 0T05=10 0T05:30=-10 | 0.02218",
        "Lago one region    | round(time_weighted(x), 5) | 2023-08 | 0T=2 0T02=-1 | 1.00269",
        "Lago other region  | round(time_weighted(x), 5) | 2023-08 | 0T01=3       | 2.99597",
        "Lago later change  | round(time_weighted(x), 5) | 2023-08 | 0T=2 0T01=3  | 4.99597",
        "Lago single event  | time_weighted(x)     | 2023-08 | 0T=1000       | 1000",
        "Lago equal times   | time_weighted(x)     | 2023-08 | 0T=3 0T=3     | 6",
        // https://github.com/openmeterio/openmeter e2e/e2e_test.go, one of its customers
        "OpenMeter          | sum(n)               | 2023-05 | 5T=100 5T00:01=100 5T01=100 6T=100 | 400",
        // https://support.citrix.com/s/article/CTX573462 (95th percentile of bandwidth)
        "Citrix p95         | percentile(x, 95)    | 2023-05 | T=4.51 T=6 T=7 T=11.5 T=12 T=13.06 | 13.06",
        "Citrix p95, about  | approx_percentile(x, 95) | 2023-05 | T=13.06 T=6 T=7 T=11.5 T=12 T=4.51 | 13.06",
        // https://en.wikipedia.org/wiki/Percentile#The_nearest-rank_method
        "nearest rank       | percentile(x, 5)     | 2023-05 | T=15 T=20 T=35 T=40 T=50 | 15",
        "nearest rank       | percentile(x, 30)    | 2023-05 | T=15 T=20 T=35 T=40 T=50 | 20",
        "nearest rank       | percentile(x, 40)    | 2023-05 | T=15 T=20 T=35 T=40 T=50 | 20",
        "nearest rank       | percentile(x, 50)    | 2023-05 | T=15 T=20 T=35 T=40 T=50 | 35",
        "nearest rank       | percentile(x, 100)   | 2023-05 | T=15 T=20 T=35 T=40 T=50 | 50",
        "nearest rank, even | percentile(n, 25)    | 2023-05 | T=3 T=6 T=7 T=8 T=8 T=10 T=13 T=15 T=16 T=20 | 7",
        "nearest rank, even | percentile(n, 50)    | 2023-05 | T=3 T=6 T=7 T=8 T=8 T=10 T=13 T=15 T=16 T=20 | 8",
        "nearest rank, even | percentile(n, 75)    | 2023-05 | T=3 T=6 T=7 T=8 T=8 T=10 T=13 T=15 T=16 T=20 | 15",
        // https://coralogix.com/docs/dataprime/language-reference/commands-reference/aggregate
        "Coralogix          | max(n)               | 2023-05 | T=340 T=890 T=1567 T=102 | 1567",
      })
  void publishedCases(String source, String call, String month, String events, String expected) {
    assertThat(value(call, month, events)).as(source).isEqualTo(expected);
  }

  /** What {@code derive} gives for x. */
  @ParameterizedTest(name = "{0}: {1} of {2} is {3}")
  @CsvSource(
      delimiter = '|',
      value = {
        // https://getlago.com/docs/guide/billable-metrics/rounding
        "Lago rounding   | round(x, 0)    | 123.4567 | 123",
        "Lago rounding   | round(x, 2)    | 123.4567 | 123.46",
        "Lago rounding   | round(x, -1)   | 123.4567 | 120",
        // https://github.com/getlago/lago-expression expression-ruby/spec/lago-expression/
        // expression_spec.rb
        "Lago expression | (123 - x) / 10 | 1.23     | 12.177",
      })
  void publishedCasesOfDerive(String source, String expression, String x, String expected) {
    Meters meters =
        Released.meters(
            new MeterSpec.Derive(Released.columns("v", expression)),
            Released.aggregate(List.of(), "v", "sum(v)"));
    Period period = MONTHS.parse("2026-10");
    GroupTotal total = new GroupTotal(meters.byName("m"));
    for (Group group : Released.pass(meters, events("1T=" + x, period.start()))) {
      total.add(group.contribution());
    }

    assertThat(text(total.figure(new byte[0], period).value("v"))).as(source).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} of {1} is {2}")
  @CsvSource(
      delimiter = '|',
      value = {
        // all null
        "count()                | T= T=            | 2",
        "count(x)               | T= T=            | 0",
        "sum(x)                 | T= T=            | null",
        "min(x)                 | T= T=            | null",
        "max(x)                 | T= T=            | null",
        "avg(x)                 | T= T=            | null",
        "unique(x)              | T= T=            | 0",
        "latest(x)              | T= T=            | null",
        "first(x)               | T= T=            | null",
        "percentile(x, 50)      | T= T=            | null",
        "delta(x)               | T= T=            | null",
        "time_weighted(x)       | T= T=            | null",
        "approx_unique(x)       | T= T=            | 0",
        "approx_percentile(x, 50) | T= T=          | null",
        // one event
        "sum(x)                 | 4T=1.50          | 1.5",
        "avg(x)                 | 4T=1.50          | 1.5",
        "percentile(x, 0)       | 4T=1.50          | 1.5",
        "percentile(x, 100)     | 4T=1.50          | 1.5",
        "delta(x)               | 4T=1.50          | 0",
        "time_weighted(x)       | 15T12=2          | 1",
        "approx_unique(x)       | 4T=1.50          | 1",
        "approx_percentile(x, 99.9) | 4T=1.50      | 1.5",
        // equal times: version, then id
        "latest(x)              | 4T=1 4T=3 4T=2   | 2",
        "first(x)               | 4T=1 4T=3 4T=2   | 1",
        "delta(x)               | 4T=1 4T=3 4T=2   | 1",
        "time_weighted(x)       | 15T12=8 15T12=-8 | 0",
        // negative
        "sum(n)                 | 1T=-5 2T=3       | -2",
        "min(n)                 | 1T=-5 2T=3       | -5",
        "avg(n)                 | 1T=-5 2T=3       | -1",
        "delta(n)               | 1T=3 2T=-5       | -8",
        "percentile(n, 50)      | 1T=-5 2T=3 3T=-7 | -5",
        "time_weighted(n)       | 0T=-4            | -4",
        // nulls between
        "delta(x)               | 1T= 2T=3 3T=5 4T= | 2",
        "percentile(x, 50)      | 1T= 2T=3 3T=5 4T= | 3",
        "avg(x)                 | 1T= 2T=3 3T=5 4T= | 4",
        // 38 digits, and more
        "sum(x)                 | 1T=12345678901234567890123456789012345678 2T=0.1 | 12345678901234567890123456789012345678.1",
        "delta(x)               | 1T=0.00000000000000000000000000000000000001 2T=1E+30 | 999999999999999999999999999999.99999999999999999999999999999999999999",
        "avg(x)                 | 1T=1 2T=1 3T=0   | 0.66666666666666666666666666666666666667",
        "time_weighted(x)       | 0T08=1           | 0.98924731182795698924731182795698924731",
        "percentile(x, 50)      | 1T=12345678901234567890123456789012345678.5 | 12345678901234567890123456789012345678.5",
        // integers beyond 64 bits
        "sum(n)                 | 1T=9223372036854775807 2T=1 | 9223372036854775808",
        "delta(n)               | 1T=-9223372036854775807 2T=9223372036854775807 | 18446744073709551614",
        "max(n * 2)             | 1T=9223372036854775807 2T=1 | 18446744073709551614",
        "percentile(n * 2, 100) | 1T=9223372036854775807 2T=1 | 18446744073709551614",
        // the period's ends
        "time_weighted(x)       | 0T=1             | 1",
        "time_weighted(x)       | 30T23:59:59.999999999=2678400 | 0.000000001",
      })
  void boundaries(String call, String events, String expected) {
    assertThat(value(call, "2026-10", events)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "count() | 0",
        "unique(x) | 0",
        "approx_unique(x) | 0",
        "percentile(x, 50) | null",
        "approx_percentile(x, 50) | null",
        "delta(n) | null",
        "time_weighted(x) | null",
      })
  void aGroupLeftWithoutEvents(String call, String expected) {
    Meter meter = Released.meters(Released.aggregate(List.of(), "v", call)).byName("m");
    Figure figure = new GroupTotal(meter).figure(new ValueWriter().toBytes(), Released.PERIOD);

    assertThat(text(figure.value("v"))).isEqualTo(expected);
  }

  /** A call may be rounded after the aggregate. */
  private static String value(String call, String month, String events) {
    boolean rounded = call.startsWith("round(");
    String plain = rounded ? call.substring(6, call.lastIndexOf(',')) : call;
    Meters meters =
        rounded
            ? Released.meters(
                Released.aggregate(List.of(), "v", plain),
                new MeterSpec.Derive(
                    Released.columns("v", "round(v" + call.substring(call.lastIndexOf(',')))))
            : Released.meters(Released.aggregate(List.of(), "v", plain));
    Period period = MONTHS.parse(month);
    GroupTotal total = new GroupTotal(meters.byName("m"));
    for (Group group : Released.pass(meters, events(events, period.start()))) {
      total.add(group.contribution());
    }
    return text(total.figure(new byte[0], period).value("v"));
  }

  private static List<Released> events(String text, Instant start) {
    List<Released> events = new ArrayList<>();
    for (String event : text.split(" ")) {
      String[] parts = event.split("=", -1);
      Released released =
          new Released(
              "e-" + events.size(), "a", at(parts[0], start), null, null, null, null, "eu");
      if (!parts[1].isEmpty()) {
        released = released.x(parts[1]);
        released =
            parts[1].matches("-?[0-9]{1,19}") ? released.n(Long.valueOf(parts[1])) : released;
      }
      events.add(released);
    }
    return events;
  }

  private static Instant at(String text, Instant start) {
    String[] parts = text.split("T", -1);
    long days = parts[0].isEmpty() ? 0 : Long.parseLong(parts[0]);
    Instant day = start.plusSeconds(days * 86_400);
    if (parts[1].isEmpty()) {
      return day;
    }
    String time = parts[1].length() == 2 ? parts[1] + ":00" : parts[1];
    return day.plusNanos(java.time.LocalTime.parse(time).toNanoOfDay());
  }

  private static String text(Object value) {
    return value instanceof BigDecimal decimal
        ? decimal.stripTrailingZeros().toPlainString()
        : String.valueOf(value);
  }
}
