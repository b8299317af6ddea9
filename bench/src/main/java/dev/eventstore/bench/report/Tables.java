package dev.eventstore.bench.report;

import dev.eventstore.bench.process.ThreadKind;
import dev.eventstore.bench.report.RunResult.Late;
import dev.eventstore.bench.report.RunResult.Recovery;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** The tables of one scenario. */
final class Tables {
  private static final double MIB = 1 << 20;
  private static final String PASS_THROUGH = "pass-through";
  private static final String STORE = "store";

  private final ScenarioResult result;

  Tables(ScenarioResult result) {
    this.result = result;
  }

  /** What was measured where, and how to repeat it. */
  String origin() {
    return result.machine().origin(result.command(), result.at())
        + String.format(Locale.ROOT, " Runs of each: %d.%n", rounds());
  }

  private long rounds() {
    return result.variants().stream()
        .mapToLong(name -> result.runs().stream().filter(it -> it.variant().equals(name)).count())
        .max()
        .orElse(0);
  }

  String ingest() {
    Markdown table =
        new Markdown(
            "ingest",
            "events",
            "records/s",
            "CPU s/million",
            "of it compiler",
            "cores busy",
            "checkpoint s: median",
            "longest",
            "peak memory MiB");
    for (String variant : result.variants()) {
      table.row(
          variant,
          of(variant, RunResult::events).show(0),
          of(variant, Figures.RATE).show(0),
          of(variant, Figures.CPU).show(1),
          of(variant, run -> run.ingest().compilerSecondsPerMillion()).show(1),
          of(variant, Tables::busyCores).show(2),
          of(variant, run -> run.ingest().checkpoints().median()).show(1),
          of(variant, run -> run.ingest().checkpoints().longest()).show(1),
          of(variant, run -> mib(run.peakMemoryBytes())).show(0));
    }
    return table.toString();
  }

  String close() {
    Markdown table =
        new Markdown(
            "close",
            "figures",
            "s",
            "events/s",
            "visible s",
            "CPU s/million",
            "of it compiler",
            "checkpoint s: median",
            "longest",
            "state B/event",
            "state B/raw B");
    for (String variant : result.variants()) {
      if (of(variant, Figures.close(close -> close.seconds())).isThere()) {
        table.row(closeRow(variant));
      }
    }
    return table.toString();
  }

  private Object[] closeRow(String variant) {
    return new Object[] {
      variant,
      of(variant, Figures.close(close -> (double) close.figures())).show(0),
      of(variant, Figures.close(close -> close.seconds())).show(1),
      of(variant, Figures.close(close -> close.perSecond())).show(0),
      of(variant, Figures.close(close -> close.visibleSeconds())).show(1),
      of(variant, Figures.close(close -> close.cpuSeconds() * 1e6 / close.events())).show(1),
      of(variant, Figures.close(close -> close.compilerSeconds() * 1e6 / close.events())).show(1),
      of(variant, Figures.close(close -> close.checkpoints().median())).show(1),
      of(variant, Figures.close(close -> close.checkpoints().longest())).show(1),
      of(
              variant,
              run -> run.close() == null ? null : (double) run.stateBytes() / run.close().events())
          .show(0),
      of(
              variant,
              run -> run.stateBytes() == null ? null : (double) run.stateBytes() / run.rawBytes())
          .show(2)
    };
  }

  /** Where the processor time goes. */
  String threads() {
    Markdown table =
        new Markdown(
            "CPU s/million", "in the ingest: " + PASS_THROUGH, STORE, "in the close: " + STORE);
    for (ThreadKind kind : ThreadKind.values()) {
      table.row(
          kind.title(),
          of(PASS_THROUGH, run -> run.ingest().threadsPerMillion().get(kind)).show(2),
          of(STORE, run -> run.ingest().threadsPerMillion().get(kind)).show(2),
          of(STORE, Figures.close(close -> perMillion(close, kind))).show(2));
    }
    return table.toString();
  }

  private static Double perMillion(RunResult.Close close, ThreadKind kind) {
    Double seconds = close.threads().get(kind);
    return seconds == null ? null : seconds * 1e6 / close.events();
  }

  String late() {
    Markdown table =
        new Markdown("late", "events", "revisions", "last revision s", "visible s", "right");
    for (String variant : result.variants()) {
      if (of(variant, late(Late::seconds)).isThere()) {
        table.row(
            variant,
            of(variant, late(Late::events)).show(0),
            of(variant, late(Late::revisions)).show(0),
            of(variant, late(Late::seconds)).show(1),
            of(variant, late(Late::visibleSeconds)).show(1),
            right(variant));
      }
    }
    return table.toString();
  }

  /** Whether all figures of all its runs were. */
  private String right(String variant) {
    boolean right =
        result.runs().stream()
            .filter(run -> run.variant().equals(variant))
            .allMatch(RunResult::isRight);
    return right ? "all" : "**no**";
  }

  String recovery() {
    Markdown table =
        new Markdown(
            "kill -9",
            "backlog",
            "running s",
            "first checkpoint s",
            "caught up s",
            "backlog at ingest rate s",
            "figures right");
    for (String variant : result.variants()) {
      table.row(
          variant,
          of(variant, recovery(Recovery::backlog)).show(0),
          of(variant, recovery(Recovery::runningSeconds)).show(1),
          of(variant, recovery(Recovery::firstCheckpointSeconds)).show(1),
          of(variant, recovery(Recovery::caughtUpSeconds)).show(1),
          of(variant, recovery(one -> one.backlog() / one.ingestPerSecond())).show(1),
          right(variant));
    }
    return table.toString();
  }

  private Spread of(String variant, Function<RunResult, ? extends Number> figure) {
    return result.of(variant, figure);
  }

  private static Function<RunResult, Double> late(ToDoubleFunction<Late> figure) {
    return run -> run.late() == null ? null : figure.applyAsDouble(run.late());
  }

  private static Function<RunResult, Double> recovery(ToDoubleFunction<Recovery> figure) {
    return run -> run.recovery() == null ? null : figure.applyAsDouble(run.recovery());
  }

  /** By the process of the job alone. */
  private static double busyCores(RunResult run) {
    return run.ingest().cpuSecondsPerMillion() * run.ingest().perSecond() / 1e6;
  }

  private static Double mib(Long bytes) {
    return bytes == null ? null : bytes / MIB;
  }
}
