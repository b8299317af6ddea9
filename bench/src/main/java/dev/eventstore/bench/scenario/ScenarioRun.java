package dev.eventstore.bench.scenario;

import dev.eventstore.bench.Contender;
import dev.eventstore.bench.job.Trial;
import dev.eventstore.bench.job.TrialRun;
import dev.eventstore.bench.job.Variant;
import dev.eventstore.bench.report.ContenderResult;
import dev.eventstore.bench.report.Machine;
import dev.eventstore.bench.report.RunResult;
import dev.eventstore.bench.report.ScenarioResult;
import dev.eventstore.bench.usage.UsagePlan;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Makes all rounds of a scenario. */
public final class ScenarioRun implements AutoCloseable {
  private final Scenario scenario;
  private final Settings settings;
  private final List<Contender> peers;
  private final Consumer<String> progress;
  private final List<RunResult> runs = new ArrayList<>();
  private final List<ContenderResult> contenders = new ArrayList<>();
  private Ground ground;

  /**
   * @param peers what the store is compared with, where the scenario does so
   * @param progress takes a line after each run
   */
  public ScenarioRun(
      Scenario scenario, Settings settings, List<Contender> peers, Consumer<String> progress) {
    this.scenario = scenario;
    this.settings = settings;
    this.peers = peers;
    this.progress = progress;
  }

  /**
   * @param command how it was called, for the report
   */
  public ScenarioResult run(String command) throws Exception {
    String at = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    for (int round = 1; round <= settings.runs(); round++) {
      for (Trial trial : scenario.trials(settings)) {
        RunResult result = run(trial);
        runs.add(result);
        tell(
            round,
            trial.name(),
            result.ingest().perSecond(),
            result.ingest().cpuSecondsPerMillion());
      }
      if (scenario == Scenario.PEERS) {
        contenders(round);
      }
    }
    return new ScenarioResult(name(scenario), at, command, Machine.here(), runs, contenders);
  }

  /** As it is called on the command line. */
  public static String name(Scenario scenario) {
    return scenario.name().toLowerCase(Locale.ROOT);
  }

  private RunResult run(Trial trial) throws Exception {
    prepare(trial.usage());
    RunResult result =
        new TrialRun(trial, ground.broker(), ground.usage(), ground.written(), ground.folder())
            .run();
    if (trial.variant() == Variant.STORE) {
      close();
    }
    return result;
  }

  private void contenders(int round) throws Exception {
    for (Contender contender : peers) {
      if (!settings.includes(contender.name())) {
        continue;
      }
      prepare(scenario.trials(settings).get(0).usage());
      ContenderResult result =
          contender.run(
              ground.broker(),
              ground.usage(),
              ground.written(),
              ground.folder(),
              settings.parallelism());
      close();
      contenders.add(result);
      tell(round, contender.name(), result.ingestPerSecond(), result.cpuSecondsPerMillion());
    }
  }

  private void prepare(UsagePlan usage) throws IOException {
    if (ground != null && !ground.is(usage)) {
      close();
    }
    if (ground == null) {
      ground = new Ground(usage);
    }
  }

  private void tell(int round, String name, double rate, double cpu) {
    progress.accept(
        String.format(
            Locale.ROOT,
            "%s, round %d, %s: %,.0f records/s, %.1f s of processor time per million",
            name(scenario),
            round,
            name,
            rate,
            cpu));
  }

  @Override
  public void close() throws IOException {
    if (ground != null) {
      ground.close();
      ground = null;
    }
  }
}
