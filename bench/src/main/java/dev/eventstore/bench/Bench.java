package dev.eventstore.bench;

import dev.eventstore.bench.micro.MicroCommand;
import dev.eventstore.bench.peers.PeerContender;
import dev.eventstore.bench.profile.ProfileCommand;
import dev.eventstore.bench.report.Report;
import dev.eventstore.bench.report.Results;
import dev.eventstore.bench.report.ScenarioResult;
import dev.eventstore.bench.scenario.Scenario;
import dev.eventstore.bench.scenario.ScenarioRun;
import dev.eventstore.bench.scenario.Settings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "bench/run",
    description = {
      "Measures Event Store on this machine, and says what it has to reach and whether it does.",
      "Results go to results.json and performance.md in the report's folder, where those of other"
          + " scenarios stay as they are. Only the ratios within a scenario mean something."
    },
    mixinStandardHelpOptions = true,
    subcommands = {QueryBench.class, MicroCommand.class, ProfileCommand.class},
    footer = {
      "",
      "Scenarios:",
      "  store     the store, and what limits it: the same graph that keeps nothing, and reading alone",
      "  skew      one account with half of the events, in 8 shards and in one",
      "  recovery  kill -9 in the middle of the work",
      "  scaling   half of the parallelism, and all of it",
      "  flat      few events, and ten times as many",
      "  peers     what else a user could build",
      "",
      "Examples:",
      "  bench/run store --events 1000000 --runs 1     two minutes",
      "  bench/run                                     all of it, an hour or two",
      "  bench/run --none --docs                       writes docs/performance.md from the results"
    })
final class Bench implements Callable<Integer> {
  /** What else a user could build. */
  private static final List<Contender> PEERS = PeerContender.all();

  @Parameters(paramLabel = "SCENARIO", description = "Of ${COMPLETION-CANDIDATES} (default: all).")
  private List<Scenario> scenarios = List.of();

  @Mixin private Settings settings;

  @Option(names = "--none", description = "Measures nothing.")
  private boolean none;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "bench/target/report",
      description = "Where the report is (default ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(names = "--docs", description = "Writes docs/performance.md too.")
  private boolean docs;

  @Spec private CommandSpec command;

  private Bench() {}

  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Bench()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path file = Files.createDirectories(folder).resolve("results.json");
    Results results = Results.read(file);
    boolean right = true;
    for (Scenario scenario : chosen()) {
      try (var run = new ScenarioRun(scenario, settings, PEERS, System.err::println)) {
        ScenarioResult result = run.run(words());
        results = results.with(result);
        right &= result.isRight();
      }
      results.write(file);
      report(results);
    }
    report(results);
    System.out.print(new Report(results).verdicts());
    if (!right) {
      System.err.println("Some figures are not right; " + file + " says which run's.");
    }
    return right ? 0 : 1;
  }

  private List<Scenario> chosen() {
    if (none) {
      return List.of();
    }
    return scenarios.isEmpty() ? List.of(Scenario.values()) : scenarios;
  }

  private void report(Results results) throws Exception {
    String text = new Report(results).toString();
    Files.writeString(folder.resolve("performance.md"), text);
    if (docs) {
      Files.writeString(Path.of("docs", "performance.md"), text);
    }
  }

  private String words() {
    return String.join(" ", command.commandLine().getParseResult().originalArgs());
  }
}
