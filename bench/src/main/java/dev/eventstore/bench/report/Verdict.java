package dev.eventstore.bench.report;

import java.util.Locale;

/**
 * Whether something that must be reached is.
 *
 * @param what in words
 * @param measured NaN where it was not
 * @param bound to reach
 * @param least whether at least the bound is asked for, else at most
 * @param unit behind the figures, with its space
 */
record Verdict(String what, double measured, double bound, boolean least, String unit) {
  static Verdict atLeast(String what, double measured, double bound, String unit) {
    return new Verdict(what, measured, bound, true, unit);
  }

  static Verdict atMost(String what, double measured, double bound, String unit) {
    return new Verdict(what, measured, bound, false, unit);
  }

  boolean reached() {
    return least ? measured >= bound : measured <= bound;
  }

  String asked() {
    return (least ? "at least " : "at most ") + figure(bound);
  }

  String shown() {
    return Double.isNaN(measured) ? "–" : figure(measured);
  }

  /** Yes, or by how much not. */
  String answer() {
    if (Double.isNaN(measured)) {
      return "not measured";
    }
    if (reached()) {
      return "yes";
    }
    double off = Math.abs(measured / bound - 1) * 100;
    return String.format(Locale.ROOT, "**no**: %.0f %% too %s", off, least ? "little" : "much");
  }

  private String figure(double figure) {
    return String.format(Locale.ROOT, "%.2f", figure) + unit;
  }
}
