package dev.eventstore.bench.report;

import java.util.Locale;
import java.util.function.DoubleFunction;
import java.util.stream.DoubleStream;

/**
 * One figure over several runs.
 *
 * @param count of runs; with none the figures are NaN
 */
public record Spread(double median, double least, double most, int count) {
  static Spread of(DoubleStream figures) {
    double[] sorted = figures.filter(Double::isFinite).sorted().toArray();
    if (sorted.length == 0) {
      return new Spread(Double.NaN, Double.NaN, Double.NaN, 0);
    }
    int half = sorted.length / 2;
    double median = sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    return new Spread(median, sorted[0], sorted[sorted.length - 1], sorted.length);
  }

  boolean isThere() {
    return count > 0;
  }

  /** The median, and the span where there were several runs. */
  String show(DoubleFunction<String> unit) {
    if (!isThere()) {
      return "–";
    }
    String low = unit.apply(least);
    String high = unit.apply(most);
    String middle = unit.apply(median);
    return low.equals(high) ? middle : middle + " (" + low + "–" + high + ")";
  }

  /** With so many decimals. */
  String show(int decimals) {
    return show(figure -> String.format(Locale.ROOT, "%,." + decimals + "f", figure));
  }
}
