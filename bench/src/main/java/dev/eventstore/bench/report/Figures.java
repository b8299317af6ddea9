package dev.eventstore.bench.report;

import dev.eventstore.bench.report.RunResult.Close;
import java.util.function.Function;

/** Figures of a run that several tables show. */
final class Figures {
  static final Function<RunResult, Double> RATE = run -> run.ingest().perSecond();
  static final Function<RunResult, Double> CPU = run -> run.ingest().cpuSecondsPerMillion();

  private Figures() {}

  /** A figure of the close, null where there was none. */
  static Function<RunResult, Double> close(Function<Close, Double> figure) {
    return run -> run.close() == null ? null : figure.apply(run.close());
  }
}
