package dev.eventstore.bench.report;

import dev.eventstore.bench.report.RunResult.Close;
import dev.eventstore.bench.report.RunResult.Recovery;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** What must be reached, each from the medians of one scenario. */
final class Verdicts {
  private static final double CHECKPOINT_SECONDS = 2;

  private final Results results;
  private final List<Verdict> all = new ArrayList<>();

  private Verdicts(Results results) {
    this.results = results;
  }

  static List<Verdict> of(Results results) {
    Verdicts verdicts = new Verdicts(results);
    verdicts.store();
    verdicts.flat();
    verdicts.skew();
    verdicts.recovery();
    verdicts.scaling();
    verdicts.peers();
    return verdicts.all;
  }

  private void store() {
    String store = "store";
    double rate = median(store, store, Figures.RATE);
    double limit = median(store, "pass-through", Figures.RATE);
    all.add(Verdict.atLeast("ingest, against the pass-through", rate / limit, 0.6, ""));
    double close = median(store, store, Figures.close(Close::perSecond));
    all.add(Verdict.atLeast("close, against ingest, in events/s", close / rate, 3, ""));
    checkpoints("longest checkpoint in the close", store, store);
    double state = median(store, store, run -> part(run.stateBytes(), run.rawBytes()));
    all.add(Verdict.atMost("state, against raw JSON", state, 0.6, " B/B"));
  }

  private void checkpoints(String what, String scenario, String variant) {
    double ingest = median(scenario, variant, run -> run.ingest().checkpoints().median());
    double longest =
        median(scenario, variant, Figures.close(close -> close.checkpoints().longest()));
    double bound =
        Double.isNaN(ingest) ? CHECKPOINT_SECONDS : Math.max(CHECKPOINT_SECONDS, 2 * ingest);
    all.add(Verdict.atMost(what, longest, bound, " s"));
  }

  private void flat() {
    flat("processor time of an event among ten times as many", Figures.CPU);
    flat("the same, the compiler's left out", Verdicts::withoutCompiler);
  }

  private void flat(String what, Function<RunResult, Double> figure) {
    double ratio = median("flat", "many", figure) / median("flat", "few", figure);
    all.add(Verdict.atMost(what, ratio, 1.25, ""));
  }

  /** It makes the few dearer, and so the many cheap. */
  private static double withoutCompiler(RunResult run) {
    return run.ingest().cpuSecondsPerMillion() - run.ingest().compilerSecondsPerMillion();
  }

  private void skew() {
    String skew = "skew";
    String hot = "hot, 8 shards";
    double ingest = median(skew, hot, Figures.RATE) / median(skew, "even", Figures.RATE);
    all.add(
        Verdict.atLeast(
            "ingest with half in one account, 8 shards, against even", ingest, 0.7, ""));
    Function<RunResult, Double> rate = Figures.close(Close::perSecond);
    double close = median(skew, hot, rate) / median(skew, "even", rate);
    all.add(Verdict.atLeast("close of the same", close, 0.7, ""));
    checkpoints("longest checkpoint in the close of the same, 1 shard", skew, "hot, 1 shard");
  }

  private void recovery() {
    double part = median("recovery", "killed", run -> Verdicts.caughtUp(run.recovery()));
    all.add(
        Verdict.atMost(
            "caught up after kill -9, against the backlog at the ingest rate", part, 3, ""));
  }

  private static Double caughtUp(Recovery recovery) {
    return recovery == null
        ? null
        : recovery.caughtUpSeconds() / (recovery.backlog() / recovery.ingestPerSecond());
  }

  private void scaling() {
    double rate = median("scaling", "all", Figures.RATE);
    double half = median("scaling", "half", Figures.RATE);
    all.add(Verdict.atLeast("ingest at twice the parallelism, same cores", rate / half, 1.7, ""));
    double onHalf = median("scaling", "half, on so many cores", Figures.RATE);
    all.add(Verdict.atLeast("the same, on twice the cores", rate / onHalf, 1.7, ""));
  }

  private void peers() {
    ScenarioResult result = results.of("peers");
    double fastest = Double.NaN;
    if (result != null) {
      fastest =
          result.contenders().stream()
              .filter(ContenderResult::streaming)
              .mapToDouble(ContenderResult::ingestPerSecond)
              .max()
              .orElse(Double.NaN);
    }
    double store = median("peers", "store", Figures.RATE);
    all.add(Verdict.atLeast("ingest, against the fastest streaming peer", store / fastest, 2, ""));
  }

  private double median(
      String scenario, String variant, Function<RunResult, ? extends Number> figure) {
    ScenarioResult result = results.of(scenario);
    return result == null ? Double.NaN : result.of(variant, figure).median();
  }

  private static Double part(Long some, long all) {
    return some == null ? null : some / (double) all;
  }
}
