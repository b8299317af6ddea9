package dev.eventstore.bench;

import dev.eventstore.bench.process.MeasuredProcess;
import dev.eventstore.bench.report.Machine;
import dev.eventstore.bench.report.QueryResults;
import dev.eventstore.bench.report.QueryResults.Query;
import dev.eventstore.bench.report.Results;
import dev.eventstore.cli.Main;
import dev.eventstore.local.TemporaryFiles;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Each query is a process of its own, as a user starts it: its time and memory are all of it. */
@Command(
    name = "query",
    description =
        "The rate and the peak memory of queries of a savepoint of many events, and of one of a"
            + " fifth of them.",
    mixinStandardHelpOptions = true)
final class QueryBench implements Callable<Integer> {
  private static final Pattern RECEIVED = Pattern.compile("\"received\":(\\d+)");

  /** As the launcher has them. */
  private static final List<String> JVM = List.of("-Xmx1g", "-XX:+UseParallelGC");

  private static final int SMALLER = 5;
  private static final int EVENTS_OF_A_KEY = 25;

  private static final List<String> QUERIES =
      List.of(
          "SELECT _period, COUNT(*) FROM events GROUP BY _period",
          "SELECT account_id, SUM(`bytes`) FROM events GROUP BY account_id",
          "SELECT * FROM events",
          "SELECT COUNT(*) FROM events WHERE _period = '2026-08'",
          "SELECT * FROM events WHERE account_id = 'account-00000007'");

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
   * @param seconds from the start of the process to its end
   * @param peak resident memory of the process, bytes; 0 where the system does not tell it
   */
  private record Run(double seconds, long peak) {}

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

  @Option(
      names = "--report",
      paramLabel = "DIR",
      defaultValue = "bench/target/report",
      description = "Where the report is (default ${DEFAULT-VALUE}).")
  private Path report;

  @Spec private CommandSpec command;

  private final List<Query> measured = new ArrayList<>();

  @Override
  public Integer call() throws Exception {
    String at = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    for (long size : List.of(events / SMALLER, events)) {
      Path folder = Files.createTempDirectory("event-store-bench");
      try {
        measure(folder, size);
      } finally {
        TemporaryFiles.clear(folder);
      }
    }
    String words = String.join(" ", command.root().commandLine().getParseResult().originalArgs());
    QueryResults results = new QueryResults(at, words, Machine.here(), measured);
    Path file = Files.createDirectories(report).resolve("results.json");
    Results.read(file).with(results).write(file);
    System.out.print(results);
    return 0;
  }

  private void measure(Path folder, long size) throws Exception {
    Path file = Files.writeString(folder.resolve("store.yaml"), STORE);
    String savepoint = savepoint(folder, file, size);
    for (String sql : QUERIES) {
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
              sql);
      Run run = await(cli(folder, words));
      measured.add(new Query(sql, size, run.seconds(), run.peak()));
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
    command.addAll(JVM);
    command.addAll(MeasuredProcess.OPENED);
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
    long peak = 0;
    while (!process.waitFor(100, TimeUnit.MILLISECONDS)) {
      peak = Math.max(peak, MeasuredProcess.peakMemory(process.pid()).orElse(0));
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "a command failed: " + process.info().commandLine().orElse("java"));
    }
    return new Run(seconds, peak);
  }
}
