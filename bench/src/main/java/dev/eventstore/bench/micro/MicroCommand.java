package dev.eventstore.bench.micro;

import dev.eventstore.bench.process.MeasuredProcess;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.runner.NoBenchmarksException;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
    name = "micro",
    description = {
      "Measures the steps of an event's way one by one, by JMH: microseconds of one event each.",
      "Put and release take 100,000 events an iteration; the others go on for its time."
    },
    mixinStandardHelpOptions = true)
public final class MicroCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "PATTERN",
      description = "Only those with a name that has this in it, such as Decode (default: all).")
  private List<String> patterns = List.of();

  @Option(
      names = "--warm-up",
      paramLabel = "N",
      defaultValue = "3",
      description = "Iterations that do not count (default ${DEFAULT-VALUE}).")
  private int warmUp;

  @Option(
      names = "--iterations",
      paramLabel = "N",
      defaultValue = "5",
      description = "Iterations that count (default ${DEFAULT-VALUE}).")
  private int iterations;

  @Option(
      names = "--millis",
      paramLabel = "N",
      defaultValue = "1000",
      description = "How long an iteration goes on (default ${DEFAULT-VALUE}).")
  private long millis;

  @Option(
      names = "--forks",
      paramLabel = "N",
      defaultValue = "1",
      description =
          "Processes, one after the other, each with all iterations (default ${DEFAULT-VALUE}).")
  private int forks;

  @Override
  public Integer call() {
    try {
      new Runner(options()).run();
      return 0;
    } catch (NoBenchmarksException e) {
      System.err.println("No microbenchmark has that in its name; run without PATTERN for all");
      return 2;
    } catch (RunnerException e) {
      System.err.println(e.getMessage());
      return 1;
    }
  }

  private Options options() {
    TimeValue time = TimeValue.milliseconds(millis);
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .timeUnit(TimeUnit.MICROSECONDS)
            .warmupIterations(warmUp)
            .warmupTime(time)
            .measurementIterations(iterations)
            .measurementTime(time)
            .forks(forks)
            .shouldFailOnError(true)
            .jvmArgs(MeasuredProcess.HEAP.toArray(String[]::new))
            .jvmArgsAppend(MeasuredProcess.OPENED.toArray(String[]::new));
    patterns.forEach(options::include);
    return options.build();
  }
}
