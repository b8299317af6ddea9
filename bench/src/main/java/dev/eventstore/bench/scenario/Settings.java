package dev.eventstore.bench.scenario;

import dev.eventstore.bench.job.Trial;
import dev.eventstore.bench.job.Variant;
import dev.eventstore.bench.process.MeasuredProcess;
import dev.eventstore.bench.usage.UsagePlan;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Option;

/** What all scenarios understand. */
public final class Settings {
  /** What the benchmark has to see of a job, and nothing that makes it faster. */
  private static final Map<String, String> SEEN =
      Map.of(
          "rest.port", "0",
          "metrics.fetcher.update-interval", "500 ms",
          "web.checkpoints.history", "1000");

  @Option(
      names = "--events",
      defaultValue = "5000000",
      description = "Distinct events of a run (default ${DEFAULT-VALUE}).")
  private long events;

  @Option(
      names = "--large",
      defaultValue = "30000000",
      description = "Distinct events of the large run of 'flat' (default ${DEFAULT-VALUE}).")
  private long large;

  @Option(
      names = "--accounts",
      defaultValue = "200000",
      description = "Accounts, by Zipf's law (default ${DEFAULT-VALUE}).")
  private int accounts;

  @Option(
      names = "--months",
      defaultValue = "3",
      description = "Months that the events are spread over (default ${DEFAULT-VALUE}).")
  private int months;

  @Option(
      names = "--seed",
      defaultValue = "2026",
      description = "Another gives other events (default ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--runs",
      defaultValue = "3",
      description = "Runs of each, in turn; the median counts (default ${DEFAULT-VALUE}).")
  private int runs;

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      description = "Subtasks of each operator (default ${DEFAULT-VALUE}).")
  private int parallelism;

  @Option(
      names = "--only",
      paramLabel = "NAME",
      split = ",",
      description = "Of the peers, those with a name like this, such as sql (default: all).")
  private List<String> only = new ArrayList<>();

  @Option(
      names = "-D",
      paramLabel = "option=value",
      description = "A Flink option, over those of deploy/flink.")
  private Map<String, String> flink = new HashMap<>();

  @Option(
      names = "--java-option",
      paramLabel = "OPTION",
      description = "One for the job's process, such as a profiler's agent.")
  private List<String> java = new ArrayList<>();

  @Option(
      names = "--logs",
      defaultValue = "bench/target",
      description = "Where processes log (default ${DEFAULT-VALUE}).")
  private Path logs;

  public long events() {
    return events;
  }

  long large() {
    return large;
  }

  int runs() {
    return runs;
  }

  int parallelism() {
    return parallelism;
  }

  /** What the job's process prints. */
  public Path log() {
    return logs.resolve("job.log");
  }

  /** Whether a peer of this name takes part. */
  boolean includes(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return only.isEmpty()
        || only.stream().anyMatch(part -> lower.contains(part.toLowerCase(Locale.ROOT)));
  }

  public UsagePlan usage(long distinct) {
    return new UsagePlan(distinct, accounts, 0, months, seed);
  }

  public Trial trial(String name, Variant variant, UsagePlan usage) {
    Map<String, String> options = new HashMap<>(SEEN);
    options.putAll(flink);
    List<String> jvm = new ArrayList<>(MeasuredProcess.HEAP);
    jvm.addAll(java);
    return new Trial(name, variant, usage, parallelism, 1, options, jvm, log().toFile(), 0, false);
  }
}
