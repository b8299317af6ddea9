package dev.eventstore.bench.report;

import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** What else a user could build, beside the store over the same usage. */
final class PeersTable {
  private static final double MIB = 1 << 20;

  private final ScenarioResult result;
  private final Markdown table =
      new Markdown(
          "contender",
          "records/s",
          "store / it",
          "CPU s/million",
          "close s",
          "longest checkpoint s",
          "peak memory MiB",
          "state MiB",
          "totals right",
          "what it does not do");

  PeersTable(ScenarioResult result) {
    this.result = result;
  }

  @Override
  public String toString() {
    table.row(store());
    result.contenders().stream().map(ContenderResult::contender).distinct().forEach(this::peer);
    return table.toString();
  }

  private Object[] store() {
    String store = "store";
    return new Object[] {
      "**Event Store**",
      result.of(store, Figures.RATE).show(0),
      "1",
      result.of(store, Figures.CPU).show(1),
      result.of(store, Figures.close(close -> close.seconds())).show(1),
      result.of(store, PeersTable::longestCheckpoint).show(1),
      result.of(store, run -> mib(run.peakMemoryBytes())).show(0),
      result.of(store, run -> mib(run.stateBytes())).show(0),
      result.runs().stream().allMatch(RunResult::isRight) ? "yes" : "**no**",
      "–"
    };
  }

  private static Double longestCheckpoint(RunResult run) {
    return Math.max(
        run.ingest().checkpoints().longestSeconds(), run.close().checkpoints().longestSeconds());
  }

  private void peer(String name) {
    List<ContenderResult> runs =
        result.contenders().stream().filter(run -> run.contender().equals(name)).toList();
    table.row(
        name,
        spread(runs, ContenderResult::ingestPerSecond).show(0),
        ratio(spread(runs, ContenderResult::ingestPerSecond)),
        spread(runs, ContenderResult::cpuSecondsPerMillion).show(1),
        spread(runs, ContenderResult::closeSeconds).show(1),
        spread(runs, ContenderResult::longestCheckpointSeconds).show(1),
        spread(runs, run -> run.peakMemoryBytes() / MIB).show(0),
        spread(runs, run -> run.stateBytes() / MIB).show(0),
        runs.stream().allMatch(ContenderResult::totalsRight) ? "yes" : "**no**",
        runs.get(0).notes());
  }

  /** How many times its rate the store has. */
  private String ratio(Spread rate) {
    double store = result.of("store", Figures.RATE).median();
    return String.format(Locale.ROOT, "%.1f", store / rate.median());
  }

  private static Spread spread(
      List<ContenderResult> runs, ToDoubleFunction<ContenderResult> figure) {
    return Spread.of(runs.stream().mapToDouble(figure));
  }

  private static Double mib(Long bytes) {
    return bytes == null ? null : bytes / MIB;
  }
}
