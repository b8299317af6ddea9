package dev.eventstore.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What processes take together, with all that they have started. */
final class Processes {
  /** Of the times in /proc, in every Linux there is. */
  private static final double TICKS_PER_SECOND = 100;

  /** Of the fields after the name in /proc/PID/stat, the first of the four times. */
  private static final int USER_TIME = 11;

  private Processes() {}

  /** Processor time, also of children that have ended. */
  static double cpuSeconds(List<Long> pids) {
    return tree(pids).mapToDouble(Processes::cpuSecondsOf).sum();
  }

  /** Memory that is resident now; what several of them share counts once. */
  static long memory(List<Long> pids) {
    return tree(pids).mapToLong(Processes::memoryOf).sum();
  }

  private static Stream<ProcessHandle> tree(List<Long> pids) {
    return pids.stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .flatMap(process -> Stream.concat(Stream.of(process), process.descendants()));
  }

  private static double cpuSecondsOf(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", String.valueOf(process.pid()), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      double ticks = 0;
      for (int i = USER_TIME; i < USER_TIME + 4; i++) {
        ticks += Long.parseLong(fields[i]);
      }
      return ticks / TICKS_PER_SECOND;
    } catch (IOException e) {
      return 0; // It has ended; its time is its parent's.
    }
  }

  private static long memoryOf(ProcessHandle process) {
    Path file = Path.of("/proc", String.valueOf(process.pid()), "smaps_rollup");
    try (Stream<String> lines = Files.lines(file)) {
      return lines
          .filter(line -> line.startsWith("Pss:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .sum();
    } catch (IOException | UncheckedIOException e) {
      return 0; // It has ended.
    }
  }
}
