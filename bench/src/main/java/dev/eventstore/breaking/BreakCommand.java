package dev.eventstore.breaking;

import static java.util.stream.Collectors.joining;

import dev.eventstore.cli.table.Table;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.flink.util.FileUtils;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "deploy/local/break",
    description = {
      "Runs a store on a cluster of processes and breaks something in every round, while usage comes"
          + " in, while a period is released, while a savepoint is taken: processes are killed and"
          + " paused, the disk is full, transactions expire, the job is moved to another parallelism.",
      "What was published in the end, read committed, has to be what a run publishes that nothing"
          + " disturbs: exit 1 where it is not."
    },
    mixinStandardHelpOptions = true)
final class BreakCommand implements Callable<Integer> {
  private static final int SHOWN = 20;

  @Option(
      names = "--rounds",
      defaultValue = "36",
      description = "Each with one fault and one period (default ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--seed",
      description = "What is done, when, and to which usage (default: another each time).")
  private long seed = System.nanoTime() & 0xffff;

  @Option(
      names = "--events",
      defaultValue = "4000",
      description = "Events of each round (default ${DEFAULT-VALUE}).")
  private int events;

  @Option(
      names = "--keys",
      defaultValue = "1000",
      description = "Accounts that the events are spread over (default ${DEFAULT-VALUE}).")
  private int keys;

  @Option(
      names = "--faults",
      split = ",",
      description = "Which of ${COMPLETION-CANDIDATES} are done (default: all).")
  private Set<Fault> faults = EnumSet.allOf(Fault.class);

  @Option(names = "--dir", description = "Where all is kept (default: a folder that is gone then).")
  private Path folder;

  private BreakCommand() {}

  public static void main(String[] args) {
    System.exit(new CommandLine(new BreakCommand()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    Path all = folder == null ? Files.createTempDirectory("event-store-break") : folder;
    System.err.println("seed " + seed + ", in " + all);
    Breaking.Result result =
        new Breaking(all.toAbsolutePath(), jobJar(), seed)
            .run(plans(), events, keys, BreakCommand::tell);
    print(result);
    if (folder == null && result.differences().isEmpty()) {
      FileUtils.deleteDirectory(all.toFile());
    }
    return result.differences().isEmpty() ? 0 : 1;
  }

  private List<Plan> plans() {
    Set<Fault> all = EnumSet.copyOf(faults);
    if (!Breaking.mayMount() && all.remove(Fault.FILL_DISK)) {
      System.err.println("the disk is not filled: that takes a file system of its own, and root");
    }
    return Plan.shuffled(rounds, new Random(seed), all);
  }

  /** Beside this module's. */
  static Path jobJar() throws URISyntaxException {
    Path program =
        Path.of(BreakCommand.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    return program.getParent().resolve("../../jobs/target/event-store-job.jar").normalize();
  }

  private static void tell(Drill.Round round) {
    System.err.printf(
        "round %d: %s at %s, lasted %d ms, checkpoint after %d ms, period out after %d ms%s%n",
        round.number(),
        round.fault(),
        round.moment(),
        round.struck(),
        round.recovery(),
        round.closed(),
        round.restarted().stream().map(what -> "; started again: " + what).collect(joining()));
  }

  private void print(Breaking.Result result) {
    Table table =
        new Table(
            "fault", "rounds", "recovery ms, median", "recovery ms, longest", "out ms, longest");
    for (Fault fault : Fault.values()) {
      var of = result.rounds().stream().filter(round -> round.fault() == fault).toList();
      if (!of.isEmpty()) {
        long[] recovery = of.stream().mapToLong(Drill.Round::recovery).sorted().toArray();
        LongSummaryStatistics out = of.stream().mapToLong(Drill.Round::closed).summaryStatistics();
        table.row(
            fault,
            of.size(),
            recovery[recovery.length / 2],
            recovery[recovery.length - 1],
            out.getMax());
      }
    }
    System.out.print(table);
    System.out.printf(
        "seed %d, %d rounds, %d events each: %s%n",
        seed,
        rounds,
        events,
        result.differences().isEmpty()
            ? "as undisturbed"
            : result.differences().size() + " differences");
    result.differences().stream().limit(SHOWN).forEach(System.out::println);
  }
}
