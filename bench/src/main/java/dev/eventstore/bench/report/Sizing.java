package dev.eventstore.bench.report;

import java.util.Locale;

/** What the figures of the store mean for a month of so many events. */
final class Sizing {
  private static final long[] MILLIONS = {10, 100, 1000};
  private static final double MONTH_SECONDS = 30 * 24 * 3600;
  private static final double GIB = 1 << 30;

  private final double ingest;
  private final double close;
  private final double stateBytes;

  Sizing(ScenarioResult store) {
    String name = "store";
    ingest = store.of(name, Figures.RATE).median();
    close = store.of(name, Figures.close(RunResult.Close::perSecond)).median();
    stateBytes = store.of(name, run -> (double) run.stateBytes() / run.close().events()).median();
  }

  @Override
  public String toString() {
    Markdown table =
        new Markdown(
            "events a month",
            "events/s on average",
            "of what it takes in",
            "a day taken in again",
            "close",
            "state of 14 months");
    for (long millions : MILLIONS) {
      double events = millions * 1e6;
      double average = events / MONTH_SECONDS;
      table.row(
          String.format(Locale.ROOT, "%,d million", millions),
          String.format(Locale.ROOT, "%,.0f", average),
          String.format(Locale.ROOT, "%.1f %%", average / ingest * 100),
          duration(events / 30 / ingest),
          duration(events / close),
          String.format(Locale.ROOT, "%,.0f GiB", 14 * events * stateBytes / GIB));
    }
    return table.toString();
  }

  private static String duration(double seconds) {
    return seconds < 100
        ? String.format(Locale.ROOT, "%.0f s", seconds)
        : String.format(Locale.ROOT, "%,.0f min", seconds / 60);
  }
}
