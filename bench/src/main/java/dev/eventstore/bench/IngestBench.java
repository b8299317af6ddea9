package dev.eventstore.bench;

import dev.eventstore.spec.StoreSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "ingest",
    description = {
      "Events per second of the full job, and of the same graph with a pass-through in the place of"
          + " the event store (identity and events).",
      "JSON of some 200 bytes from a broker on this machine, RocksDB, 10-second checkpoints, 1 GiB of"
          + " heap and 1 GiB for RocksDB."
    },
    mixinStandardHelpOptions = true)
final class IngestBench implements Callable<Integer> {
  @Option(names = "--events", defaultValue = "2000000")
  private long events;

  @Option(names = "--keys", defaultValue = "20000")
  private long keys;

  @Option(names = "--parallelism", defaultValue = "2")
  private int parallelism;

  @Option(names = "--rounds", defaultValue = "3", description = "Of which the median counts.")
  private int rounds;

  @Override
  public Integer call() throws Exception {
    try (Scratch scratch = new Scratch();
        Broker broker = Broker.start(scratch.folder("kafka"))) {
      broker.fill(BenchStore.TOPIC, events, number -> BenchStore.event(number, keys));
      StoreSpec spec = BenchStore.spec(scratch.folder("store"), broker.servers(), BenchStore.TOPIC);
      List<Double> full = new ArrayList<>();
      List<Double> pass = new ArrayList<>();
      for (int round = 0; round < rounds; round++) {
        full.add(run(scratch, spec, "full" + round, false));
        pass.add(run(scratch, spec, "pass" + round, true));
      }
      System.out.printf("events            %12d%n", events);
      System.out.printf("full job          %12.0f events/s%n", median(full));
      System.out.printf("pass-through      %12.0f events/s%n", median(pass));
      System.out.printf("ratio             %12.2f%n", median(full) / median(pass));
    }
    return 0;
  }

  /** The first tenth warms up. */
  private double run(Scratch scratch, StoreSpec spec, String name, boolean passThrough)
      throws Exception {
    var settings = BenchStore.settings(scratch.folder(name), "10 s", true);
    try (BenchRun run =
        new BenchRun(spec, settings, parallelism, passThrough ? new PassThrough() : null)) {
      long begin = run.await(() -> BenchEnds.READ.sum() >= events / 10);
      long first = BenchEnds.READ.sum();
      long end = run.await(() -> BenchEnds.READ.sum() >= events);
      double rate = (events - first) * 1e9 / (end - begin);
      System.err.printf("%s: %.0f events/s%n", name, rate);
      return rate;
    }
  }

  private static double median(List<Double> values) {
    List<Double> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }
}
