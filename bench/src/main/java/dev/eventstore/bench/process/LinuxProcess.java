package dev.eventstore.bench.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What only Linux tells of a process, or does to it. */
final class LinuxProcess {
  /** A line of {@code stat}: the 14th and 15th words are the time in user and system mode. */
  private static final Pattern THREAD =
      Pattern.compile("\\d+ \\((.*)\\) (?:\\S+ ){11}(\\d+) (\\d+) ");

  /** Linux counts in hundredths of a second. */
  private static final int TICK_MILLIS = 10;

  private static final String PEAK = "VmHWM:";

  private LinuxProcess() {}

  /** What its living threads took, by kind; empty on other systems. */
  static Map<ThreadKind, Duration> threads(long pid) throws IOException {
    Map<ThreadKind, Duration> times = new EnumMap<>(ThreadKind.class);
    Path threads = folder(pid).resolve("task");
    if (Files.isDirectory(threads)) {
      try (Stream<Path> all = Files.list(threads)) {
        all.forEach(thread -> add(thread.resolve("stat"), times));
      }
    }
    return times;
  }

  private static void add(Path stat, Map<ThreadKind, Duration> times) {
    try {
      Matcher thread = THREAD.matcher(Files.readString(stat));
      if (thread.lookingAt()) {
        long ticks = Long.parseLong(thread.group(2)) + Long.parseLong(thread.group(3));
        ThreadKind kind = ThreadKind.of(thread.group(1));
        times.merge(kind, Duration.ofMillis(TICK_MILLIS * ticks), Duration::plus);
      }
    } catch (IOException e) {
      // The thread has ended meanwhile.
    }
  }

  /** The most bytes that were ever resident; empty on other systems, or where it has ended. */
  static OptionalLong peakMemory(long pid) {
    try {
      return Files.readAllLines(folder(pid).resolve("status")).stream()
          .filter(line -> line.startsWith(PEAK))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst();
    } catch (IOException e) {
      // There are no such files, or the process has ended.
      return OptionalLong.empty();
    }
  }

  /** Lets it run on the first cores of the machine only. */
  static void keepTo(long pid, int cores) throws IOException, InterruptedException {
    Process taskset =
        new ProcessBuilder("taskset", "-apc", "0-" + (cores - 1), String.valueOf(pid))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    if (taskset.waitFor() != 0) {
      throw new IOException("taskset does not keep process " + pid + " to " + cores + " cores");
    }
  }

  private static Path folder(long pid) {
    return Path.of("/proc", String.valueOf(pid));
  }
}
