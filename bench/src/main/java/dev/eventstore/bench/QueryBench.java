package dev.eventstore.bench;

import dev.eventstore.cli.Main;
import dev.eventstore.cli.Table;
import dev.eventstore.local.TemporaryFiles;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Each query is a process of its own, as a user starts it: its time and memory are all of it. */
@Command(
    name = "query",
    description =
        "The rate and the peak memory of queries of a savepoint of many events, and of one of a"
            + " fifth of them.",
    mixinStandardHelpOptions = true)
final class QueryBench implements Callable<Integer> {
  private static final Pattern PEAK = Pattern.compile("VmHWM:\\s+(\\d+) kB");
  private static final Pattern RECEIVED = Pattern.compile("\"received\":(\\d+)");
  private static final String HEAP = "-Xmx1g";
  private static final int SMALLER = 5;
  private static final int EVENTS_OF_A_KEY = 25;

  private static final Map<String, String> QUERIES =
      Map.of(
          "count", "SELECT _period, COUNT(*) FROM events GROUP BY _period",
          "sum", "SELECT account_id, SUM(`bytes`) FROM events GROUP BY account_id",
          "export", "SELECT * FROM events",
          "one period", "SELECT COUNT(*) FROM events WHERE _period = '2026-08'",
          "one key", "SELECT * FROM events WHERE account_id = 'account-00000007'");

  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: queried
      event:
        id: event_id
        time: occurred_at
        key: account_id
        fields:
          {event_id: string, occurred_at: timestamp, account_id: string, path: string,
           status: integer, bytes: decimal}
      sources:
        - {name: a, files: {path: in/a, monitor: PT1M}, complete: {on: marker}}
        - {name: b, files: {path: in/b, monitor: PT1M}, complete: {on: marker}}
      meters:
        - name: volume
          operators:
            - aggregate: {by: [account_id], values: {quantity: sum(bytes)}}
          targets: [usage]
      targets:
        usage: {files: {path: out}}
      """;

  /**
   * @param millis from the start of the process to its end
   * @param peak resident memory of the process, MiB; -1 where the system does not tell it
   */
  private record Run(long millis, long peak) {}

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      description = "Subtasks of each operator (default ${DEFAULT-VALUE}).")
  private int parallelism;

  @Option(
      names = "--events",
      defaultValue = "5000000",
      description = "Events of the larger store (default ${DEFAULT-VALUE}).")
  private long events;

  private final Table table = new Table("query", "events", "seconds", "events/s", "peak MiB");

  @Override
  public Integer call() throws Exception {
    for (long size : List.of(events / SMALLER, events)) {
      Path folder = Files.createTempDirectory("event-store-bench");
      try {
        measure(folder, size);
      } finally {
        TemporaryFiles.clear(folder);
      }
    }
    System.out.print(table);
    return 0;
  }

  private void measure(Path folder, long size) throws Exception {
    Path file = Files.writeString(folder.resolve("store.yaml"), STORE);
    String savepoint = savepoint(folder, file, size);
    for (String name : List.of("count", "sum", "export", "one period", "one key")) {
      List<String> words =
          List.of(
              "query",
              file.toString(),
              "--at",
              savepoint,
              "--parallelism",
              String.valueOf(parallelism),
              "--output",
              "parquet",
              "--to",
              folder.resolve("result.parquet").toString(),
              QUERIES.get(name));
      Run run = await(cli(folder, words));
      long rate = size * 1000 / run.millis();
      String seconds = "%.1f".formatted(run.millis() / 1000.0);
      table.row(name, size, seconds, rate, run.peak());
    }
  }

  /** Fills a store from files, and stops it. */
  private String savepoint(Path folder, Path file, long size) throws Exception {
    for (String source : List.of("a", "b")) {
      write(folder, source, size);
    }
    String subtasks = String.valueOf(parallelism);
    Process store = cli(folder, List.of("run", file.toString(), "--parallelism", subtasks));
    try {
      long received = 0;
      while (received < size) {
        if (!store.isAlive()) {
          throw new IllegalStateException("the store ended; see " + folder);
        }
        TimeUnit.SECONDS.sleep(1);
        await(cli(folder, List.of("status", file.toString(), "--output", "json")));
        Matcher counts = RECEIVED.matcher(Files.readString(folder.resolve("status.out")));
        received = 0;
        while (counts.find()) {
          received += Long.parseLong(counts.group(1));
        }
      }
      await(cli(folder, List.of("stop", file.toString())));
      return Files.readString(folder.resolve("stop.out")).strip();
    } finally {
      store.destroy();
      store.waitFor();
    }
  }

  private static void write(Path folder, String source, long size) throws IOException {
    Path in = Files.createDirectories(folder.resolve("in").resolve(source));
    try (BufferedWriter out = Files.newBufferedWriter(in.resolve("events.jsonl"))) {
      for (long i = source.equals("a") ? 0 : 1; i < size; i += 2) {
        out.write(event(i, 6 + i * 3 / size, size / EVENTS_OF_A_KEY));
        out.newLine();
      }
    }
  }

  /** About 200 bytes. */
  private static String event(long number, long month, long keys) {
    long mixed = number * 0x9E3779B97F4A7C15L;
    return ("{\"event_id\":\"evt-%016x-%08d\",\"occurred_at\":\"2026-%02d-%02dT%02d:%02d:00.%06dZ\","
            + "\"account_id\":\"account-%08d\",\"path\":\"/v1/resources/%d\",\"status\":200,"
            + "\"bytes\":\"%d.%03d\"}")
        .formatted(
            mixed,
            number,
            month,
            1 + (mixed >>> 8 & 0xffff) % 28,
            (mixed >>> 16 & 0xffff) % 24,
            (mixed >>> 24 & 0xffff) % 60,
            (mixed >>> 4 & 0xfffff) % 1_000_000,
            Math.floorMod(mixed >>> 13, keys),
            (mixed >>> 40 & 0xff) % 100,
            mixed >>> 44 & 0xffff,
            (mixed >>> 20 & 0xfff) % 1000);
  }

  private static Process cli(Path folder, List<String> words) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(HEAP, "-XX:+UseG1GC"));
    Stream.of("lang", "util", "util.concurrent", "lang.invoke", "net", "time")
        .forEach(name -> command.add("--add-opens=java.base/java." + name + "=ALL-UNNAMED"));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(words);
    File out = folder.resolve(words.get(0) + ".out").toFile();
    return new ProcessBuilder(command)
        .redirectOutput(out)
        .redirectError(folder.resolve(words.get(0) + ".err").toFile())
        .start();
  }

  private static Run await(Process process) throws Exception {
    long begin = System.nanoTime();
    long peak = -1;
    Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, peak(status));
    }
    long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "a command failed: " + process.info().commandLine().orElse("java"));
    }
    return new Run(millis, peak);
  }

  private static long peak(Path status) {
    try {
      Matcher peak = PEAK.matcher(Files.readString(status));
      return peak.find() ? Long.parseLong(peak.group(1)) / 1024 : -1;
    } catch (IOException e) {
      return -1;
    }
  }
}
