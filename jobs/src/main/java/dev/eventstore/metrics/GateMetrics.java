package dev.eventstore.metrics;

import dev.eventstore.gate.Standing;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.usage.Counter;
import dev.eventstore.usage.PeriodReport.State;
import dev.eventstore.usage.Tally;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * What the gate knows: the promises and counts of each source, and the states of the periods. It is
 * one subtask, so every figure is there once, and nothing is counted event by event.
 *
 * <p>Gauges are read by threads of reporters: they look at the last {@link Standing} only.
 */
public final class GateMetrics {
  private static final double MILLIS = 1_000;

  private final Map<String, Map<Counter, org.apache.flink.metrics.Counter>> counts =
      new HashMap<>();
  private final LongSupplier clock;
  private volatile Standing standing = new Standing(Map.of(), Map.of());

  /**
   * @param clock the present, epoch milliseconds; asked by any thread
   */
  public GateMetrics(StoreSpec spec, MetricGroup operator, LongSupplier clock) {
    this.clock = clock;
    MetricGroup store = Metrics.of(operator);
    gauge(store, Metrics.OPEN_PERIODS, State.OPEN);
    gauge(store, Metrics.COMPLETE_PERIODS, State.COMPLETE);
    gauge(store, Metrics.HELD_PERIODS, State.HELD);
    store.gauge(
        Metrics.PUBLISHED_PERIODS,
        (Gauge<Integer>)
            () ->
                Stream.of(State.values())
                    .filter(State::isPublished)
                    .mapToInt(standing::periods)
                    .sum());
    spec.sources().forEach(source -> source(store, source));
  }

  private void gauge(MetricGroup store, String name, State state) {
    store.gauge(name, (Gauge<Integer>) () -> standing.periods(state));
  }

  private void source(MetricGroup store, SourceSpec spec) {
    MetricGroup source =
        store.addGroup(Metrics.REGION, spec.region()).addGroup(Metrics.SOURCE, spec.name());
    time(source, Metrics.PROMISE, spec.name(), this::promise);
    time(source, Metrics.PROMISE_AGE, spec.name(), this::age);
    time(source, Metrics.OVERDUE, spec.name(), this::overdue);
    source.gauge(Metrics.STORED, (Gauge<Long>) () -> number(spec.name(), Standing.Source::stored));
    Map<Counter, org.apache.flink.metrics.Counter> counters = new EnumMap<>(Counter.class);
    for (Counter counter : Counter.values()) {
      if (counter != Counter.STORED) {
        counters.put(counter, source.counter(counter.word()));
      }
    }
    counts.put(spec.name(), counters);
  }

  private interface Figure {
    double of(Standing.Source source);
  }

  private void time(MetricGroup group, String name, String source, Figure figure) {
    group.gauge(
        name,
        (Gauge<Double>)
            () -> {
              Standing.Source now = standing.sources().get(source);
              return now == null ? Double.NaN : figure.of(now);
            });
  }

  private long number(String source, ToLongFunction<Standing.Source> figure) {
    Standing.Source now = standing.sources().get(source);
    return now == null ? 0 : figure.applyAsLong(now);
  }

  private double promise(Standing.Source source) {
    if (source.promise() == Standing.NONE) {
      return Double.NaN;
    }
    return source.promise() == Standing.FOR_EVER ? Double.POSITIVE_INFINITY : source.promise();
  }

  private double age(Standing.Source source) {
    if (source.promise() == Standing.NONE) {
      return Double.NaN;
    }
    return source.promise() == Standing.FOR_EVER
        ? 0
        : (clock.getAsLong() - source.promise()) / MILLIS;
  }

  private double overdue(Standing.Source source) {
    return source.awaited() == Standing.FOR_EVER
        ? 0
        : Math.max(0, (clock.getAsLong() - source.awaited()) / MILLIS);
  }

  /**
   * Counts of a source; only what is added is counted, since a count that falls is taken for a
   * restart by what reads it. A source that has left the store file is not counted.
   */
  public void counted(String source, Tally tally) {
    counts
        .getOrDefault(source, Map.of())
        .forEach((counter, metric) -> metric.inc(Math.max(0, tally.get(counter))));
  }

  public void stands(Standing now) {
    standing = now;
  }
}
