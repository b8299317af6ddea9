package dev.eventstore.bench;

import dev.eventstore.bench.process.Broker;
import dev.eventstore.bench.process.Scratch;
import dev.eventstore.cli.Table;
import dev.eventstore.spec.StoreSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "close",
    description =
        "The longest checkpoint while a period of many keys closes, with interruptible timers and"
            + " without. A checkpoint is triggered every 500 ms.",
    mixinStandardHelpOptions = true)
final class CloseBench implements Callable<Integer> {
  /** What was read last has reached the store by then. */
  private static final long SETTLE_MILLIS = 3_000;

  private static final long WARM_UP_PART = 4;

  @Mixin private BenchOptions options;

  @Option(
      names = "--keys",
      defaultValue = "200000",
      description = "Accounts, each with a figure of its own (default ${DEFAULT-VALUE}).")
  private long keys;

  @Option(
      names = "--events-per-key",
      defaultValue = "3",
      description = "Events of each account (default ${DEFAULT-VALUE}).")
  private int eventsPerKey;

  /**
   * @param longest the longest checkpoint that was under way during the close, milliseconds
   * @param checkpoints how many were
   * @param close from the markers to the last figure, milliseconds
   */
  private record Result(long longest, int checkpoints, long close) {}

  @Override
  public Integer call() throws Exception {
    try (Scratch scratch = new Scratch();
        Broker broker = Broker.start(scratch.folder("kafka"))) {
      // Uncounted, so that the first to be measured does not pay the compiler for both.
      run(scratch, broker, "warm-up", keys / WARM_UP_PART, true);
      Result with = run(scratch, broker, "interruptible", keys, true);
      print(with, run(scratch, broker, "uninterruptible", keys, false));
    }
    return 0;
  }

  private Result run(
      Scratch scratch, Broker broker, String name, long accounts, boolean interruptible)
      throws Exception {
    long events = accounts * eventsPerKey;
    StoreSpec store = BenchStore.spec(scratch.folder("store"), broker.servers(), name);
    broker.fill(name, events, number -> BenchStore.event(number, accounts));
    var settings = options.over(BenchStore.settings(scratch.folder(name), "500 ms", interruptible));
    try (BenchRun run = new BenchRun(store, settings, options.parallelism, null)) {
      run.await(() -> BenchEnds.READ.sum() >= events);
      Thread.sleep(SETTLE_MILLIS);
      long begin = System.currentTimeMillis();
      broker.complete(name, BenchStore.PERIOD);
      run.await(() -> BenchEnds.PUBLISHED.sum() >= accounts);
      long end = System.currentTimeMillis();
      CheckpointStats checkpoints = CheckpointStats.during(run.url(), begin, end);
      System.err.printf("%s: %d ms%n", name, checkpoints.longest());
      return new Result(checkpoints.longest(), checkpoints.count(), end - begin);
    }
  }

  private void print(Result with, Result without) {
    double ratio = (double) without.longest / with.longest;
    double closes = (double) without.close / with.close;
    Table table = new Table("timers", "longest checkpoint ms", "checkpoints", "close ms");
    table.row("interruptible", with.longest, with.checkpoints, with.close);
    table.row("not interruptible", without.longest, without.checkpoints, without.close);
    table.row("ratio", "%.1f".formatted(ratio), "-", "%.1f".formatted(closes));
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", "close");
    json.put("keys", keys);
    json.put("eventsPerKey", eventsPerKey);
    json.put("parallelism", options.parallelism);
    json.put("interruptible", with);
    json.put("notInterruptible", without);
    json.put("ratio", ratio);
    options.print(table, json);
  }
}
