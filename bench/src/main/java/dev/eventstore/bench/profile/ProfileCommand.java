package dev.eventstore.bench.profile;

import dev.eventstore.bench.job.Trial;
import dev.eventstore.bench.job.TrialRun;
import dev.eventstore.bench.job.Variant;
import dev.eventstore.bench.process.Scratch;
import dev.eventstore.bench.scenario.Ground;
import dev.eventstore.bench.scenario.Settings;
import dev.eventstore.bench.usage.UsagePlan;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "profile",
    description = {
      "Runs the store once under async-profiler, from its start over ingest and close to its end.",
      "Writes flame.html, and profile.txt with the threads and frames that take most processor"
          + " time; nothing is measured."
    },
    mixinStandardHelpOptions = true)
public final class ProfileCommand implements Callable<Integer> {
  @Mixin private Settings settings;

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "bench/target/report",
      description = "Where to write (default ${DEFAULT-VALUE}).")
  private Path folder;

  @Option(
      names = "--docs",
      description = "Writes docs/flame.html too, which docs/performance.md refers to.")
  private boolean docs;

  @Override
  public Integer call() throws Exception {
    if (!Profiler.isSupported()) {
      System.err.println(
          "There is no async-profiler for this system; let Java record the job with"
              + " --java-option -XX:StartFlightRecording=filename=store.jfr,settings=profile");
      return 1;
    }
    UsagePlan usage = settings.usage(settings.events());
    try (Scratch scratch = new Scratch()) {
      Path samples = scratch.folder("profiler").resolve("samples");
      boolean right = run(settings.trial("profiled", Variant.STORE, usage), samples);
      if (!Files.exists(samples)) {
        System.err.println("The job's process has left no profile; see " + settings.log());
        return 1;
      }
      write(Stacks.read(samples), usage);
      if (!right) {
        System.err.println("Some figures of the run are not right; bench/run store tells which");
      }
      return right ? 0 : 1;
    }
  }

  /** Whether its figures are right. */
  private static boolean run(Trial trial, Path samples) throws Exception {
    try (Ground ground = new Ground(trial.usage())) {
      Trial profiled = trial.withJava(Profiler.options(samples));
      return new TrialRun(
              profiled, ground.broker(), ground.usage(), ground.written(), ground.folder())
          .run()
          .isRight();
    }
  }

  private void write(Stacks stacks, UsagePlan usage) throws Exception {
    String title =
        String.format(Locale.ROOT, "Event Store: ingest and close of %,d events", usage.events());
    Path graph = Files.createDirectories(folder).resolve("flame.html");
    stacks.writeFlameGraph(title, graph);
    if (docs) {
      Files.copy(graph, Path.of("docs", "flame.html"), StandardCopyOption.REPLACE_EXISTING);
    }
    String text = title + ", " + new TopFrames(stacks);
    Files.writeString(folder.resolve("profile.txt"), text);
    System.out.print(text);
    System.err.println("The flame graph is " + graph);
  }
}
