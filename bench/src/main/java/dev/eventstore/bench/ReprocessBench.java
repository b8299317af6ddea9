package dev.eventstore.bench;

import dev.eventstore.bench.process.Broker;
import dev.eventstore.bench.process.Scratch;
import dev.eventstore.cli.Table;
import dev.eventstore.control.Command;
import dev.eventstore.spec.StoreSpec;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@picocli.CommandLine.Command(
    name = "reprocess",
    description =
        "The longest checkpoint while a published period of many keys is published again under a"
            + " changed meter. A checkpoint is triggered every 500 ms.",
    mixinStandardHelpOptions = true)
final class ReprocessBench implements Callable<Integer> {
  private static final String NAME = "reprocess";

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

  @Override
  public Integer call() throws Exception {
    try (Scratch scratch = new Scratch();
        Broker broker = Broker.start(scratch.folder("kafka"))) {
      broker.fill(NAME, keys * eventsPerKey, number -> BenchStore.event(number, keys));
      StoreSpec store = BenchStore.spec(scratch.folder("store"), broker.servers(), NAME);
      Map<String, String> settings =
          options.over(BenchStore.settings(scratch.folder(NAME), "500 ms", true));
      String savepoint;
      try (BenchRun run = new BenchRun(store, settings, options.parallelism, null)) {
        run.await(() -> BenchEnds.READ.sum() >= keys * eventsPerKey);
        broker.complete(NAME, BenchStore.PERIOD);
        run.await(() -> BenchEnds.PUBLISHED.sum() >= keys);
        savepoint = run.stop(scratch.folder("savepoints"));
      }
      settings.put("execution.state-recovery.path", savepoint);
      StoreSpec changed = BenchStore.changed(scratch.folder("changed"), broker.servers(), NAME);
      try (BenchRun run = new BenchRun(changed, settings, options.parallelism, null)) {
        long begin = System.currentTimeMillis();
        BenchControl.send(command().toJson());
        run.await(() -> BenchEnds.PUBLISHED.sum() >= keys);
        long end = System.currentTimeMillis();
        print(CheckpointStats.during(run.url(), begin, end), end - begin);
      }
    }
    return 0;
  }

  private static Command command() {
    return Command.ofPeriod(
        NAME, Command.REPROCESS, BenchStore.PERIOD, null, "bench", "the meter changed", null);
  }

  private void print(CheckpointStats checkpoints, long millis) {
    Table table = new Table("keys", "longest checkpoint ms", "checkpoints", "reprocess ms");
    table.row(keys, checkpoints.longest(), checkpoints.count(), millis);
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", NAME);
    json.put("keys", keys);
    json.put("eventsPerKey", eventsPerKey);
    json.put("parallelism", options.parallelism);
    json.put("longestCheckpointMillis", checkpoints.longest());
    json.put("checkpoints", checkpoints.count());
    json.put("reprocessMillis", millis);
    options.print(table, json);
  }
}
