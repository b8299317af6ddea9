package dev.eventstore.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventstore.spec.StoreSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
    name = "close",
    description =
        "The longest checkpoint while a period of many keys closes, with interruptible timers and"
            + " without.",
    mixinStandardHelpOptions = true)
final class CloseBench implements Callable<Integer> {
  @Option(names = "--keys", defaultValue = "200000")
  private long keys;

  @Option(names = "--events-per-key", defaultValue = "3")
  private int eventsPerKey;

  @Option(names = "--parallelism", defaultValue = "2")
  private int parallelism;

  /**
   * @param longest the longest checkpoint that was triggered during the close, milliseconds
   * @param close how long the close took, milliseconds
   * @param checkpoints how many were triggered during it
   */
  private record Result(long longest, long close, int checkpoints) {}

  @Override
  public Integer call() throws Exception {
    try (Scratch scratch = new Scratch();
        Broker broker = Broker.start(scratch.folder("kafka"))) {
      System.out.printf("keys %d, events per key %d%n", keys, eventsPerKey);
      Result with = run(scratch, broker, "usage-with", true);
      Result without = run(scratch, broker, "usage-without", false);
      print("with interruptible timers", with);
      print("without", without);
      System.out.printf(
          "ratio                         %8.1f%n",
          (double) without.longest / Math.max(1, with.longest));
    }
    return 0;
  }

  private static void print(String name, Result result) {
    System.out.printf(
        "%-28s  longest checkpoint %6d ms   checkpoints %3d   close %6d ms%n",
        name, result.longest, result.checkpoints, result.close);
  }

  private Result run(Scratch scratch, Broker broker, String name, boolean interruptible)
      throws Exception {
    long events = keys * eventsPerKey;
    StoreSpec store = BenchStore.spec(scratch.folder("store"), broker.servers(), name);
    broker.fill(name, events, number -> BenchStore.event(number, keys));
    var settings = BenchStore.settings(scratch.folder(name), "500 ms", interruptible);
    try (BenchRun run = new BenchRun(store, settings, parallelism, null)) {
      run.await(() -> BenchEnds.READ.sum() >= events);
      Thread.sleep(3_000);
      long begin = System.currentTimeMillis();
      broker.complete(name, BenchStore.PERIOD);
      run.await(() -> BenchEnds.PUBLISHED.sum() >= keys);
      final long end = System.currentTimeMillis();
      Thread.sleep(3_000);
      JsonNode history =
          new ObjectMapper().readTree(bytes(run.url() + "/checkpoints")).get("history");
      long longest = 0;
      int checkpoints = 0;
      for (JsonNode checkpoint : history) {
        long triggered = checkpoint.get("trigger_timestamp").longValue();
        long duration = checkpoint.get("end_to_end_duration").longValue();
        if (triggered + duration >= begin && triggered <= end) {
          checkpoints++;
          longest = Math.max(longest, duration);
        }
      }
      return new Result(longest, end - begin, checkpoints);
    }
  }

  private static byte[] bytes(String url) throws IOException {
    try (InputStream in = URI.create(url).toURL().openStream()) {
      return in.readAllBytes();
    }
  }
}
