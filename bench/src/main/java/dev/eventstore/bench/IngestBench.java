package dev.eventstore.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.eventstore.bench.process.Broker;
import dev.eventstore.bench.process.Scratch;
import dev.eventstore.cli.Table;
import dev.eventstore.spec.StoreSpec;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "ingest",
    description = {
      "Events per second of the full job, and of the same graph with a pass-through in the place of"
          + " the event store.",
      "JSON of some 200 bytes from a broker on this machine, RocksDB, 10-second checkpoints, 1 GiB of"
          + " heap and 1 GiB for RocksDB."
    },
    mixinStandardHelpOptions = true)
final class IngestBench implements Callable<Integer> {
  private static final OperatingSystemMXBean PROCESS =
      (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

  @Mixin private BenchOptions options;

  @Option(
      names = "--events",
      defaultValue = "2000000",
      description = "Events of a run; its first tenth is not measured (default ${DEFAULT-VALUE}).")
  private long events;

  @Option(
      names = "--keys",
      defaultValue = "20000",
      description = "Accounts that the events are spread over (default ${DEFAULT-VALUE}).")
  private long keys;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description =
          "Runs of each, in turn, after one to warm up; the median counts"
              + " (default ${DEFAULT-VALUE}).")
  private int rounds;

  /**
   * @param rate events per second
   * @param cpu microseconds of processor time that this process took per event; other processes of
   *     a busy machine change it far less than the rate
   * @param heap bytes at the peak
   * @param afterGc bytes at the peak, of those that a garbage collection left
   */
  private record Sample(double rate, double cpu, long heap, long afterGc) {}

  @Override
  public Integer call() throws Exception {
    try (Scratch scratch = new Scratch();
        Broker broker = Broker.start(scratch.folder("kafka"))) {
      broker.fill(BenchStore.TOPIC, events, number -> BenchStore.event(number, keys));
      StoreSpec spec = BenchStore.spec(scratch.folder("store"), broker.servers(), BenchStore.TOPIC);
      List<Sample> full = new ArrayList<>();
      List<Sample> pass = new ArrayList<>();
      // Uncounted: the compiler takes a third of a first run's processor time.
      run(scratch, spec, "full job, warm-up", false);
      run(scratch, spec, "pass-through, warm-up", true);
      for (int round = 1; round <= rounds; round++) {
        full.add(run(scratch, spec, "full job, run " + round, false));
        pass.add(run(scratch, spec, "pass-through, run " + round, true));
      }
      print(full, pass);
    }
    return 0;
  }

  private Sample run(Scratch scratch, StoreSpec spec, String name, boolean passThrough)
      throws Exception {
    var settings =
        options.over(
            BenchStore.settings(scratch.folder(name.replaceAll("\\W+", "-")), "10 s", true));
    try (HeapWatch heap = new HeapWatch();
        BenchRun run =
            new BenchRun(
                spec, settings, options.parallelism, passThrough ? new PassThrough() : null)) {
      long begin = run.await(() -> BenchEnds.READ.sum() >= events / 10);
      long first = BenchEnds.READ.sum();
      final long cpu = PROCESS.getProcessCpuTime();
      long end = run.await(() -> BenchEnds.READ.sum() >= events);
      Sample sample =
          new Sample(
              (events - first) * 1e9 / (end - begin),
              (PROCESS.getProcessCpuTime() - cpu) / 1e3 / (events - first),
              heap.peak(),
              heap.afterGc());
      System.err.printf("%s: %.0f events/s%n", name, sample.rate);
      return sample;
    }
  }

  private void print(List<Sample> full, List<Sample> pass) {
    double rates = median(full, Sample::rate) / median(pass, Sample::rate);
    double cpus = median(full, Sample::cpu) / median(pass, Sample::cpu);
    Table table = new Table("", "events/s", "cpu us/event", "peak heap MiB", "after gc MiB");
    row(table, "full job", full);
    row(table, "pass-through", pass);
    table.row("full / pass-through", "%.2f".formatted(rates), "%.2f".formatted(cpus), "-", "-");
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("benchmark", "ingest");
    json.put("events", events);
    json.put("keys", keys);
    json.put("parallelism", options.parallelism);
    json.put("full", full);
    json.put("passThrough", pass);
    json.put("rateRatio", rates);
    json.put("cpuRatio", cpus);
    options.print(table, json);
  }

  private static void row(Table table, String name, List<Sample> samples) {
    table.row(
        name,
        "%.0f".formatted(median(samples, Sample::rate)),
        "%.1f".formatted(median(samples, Sample::cpu)),
        samples.stream().mapToLong(Sample::heap).max().orElseThrow() >> 20,
        samples.stream().mapToLong(Sample::afterGc).max().orElseThrow() >> 20);
  }

  private static double median(List<Sample> samples, ToDoubleFunction<Sample> value) {
    double[] sorted = samples.stream().mapToDouble(value).sorted().toArray();
    return sorted[sorted.length / 2];
  }
}
