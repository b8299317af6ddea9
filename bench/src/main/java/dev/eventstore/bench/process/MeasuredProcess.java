package dev.eventstore.bench.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A Java process of its own, opened to Flink, of which can be told what it takes: all its threads
 * count, those of native libraries and of the garbage collector too.
 */
public final class MeasuredProcess implements AutoCloseable {
  private static final List<String> OPENED =
      List.of("lang", "util", "util.concurrent", "lang.invoke", "net", "text", "time");

  /**
   * A line of {@code stat}, of which the 14th and 15th words are the time in user and system mode.
   */
  private static final Pattern COMPILER =
      Pattern.compile("\\d+ \\(C[12] Compiler[^)]*\\) (?:\\S+ ){11}(\\d+) (\\d+) ");

  private static final String PEAK = "VmHWM:";

  private final Process process;

  private MeasuredProcess(Process process) {
    this.process = process;
  }

  /**
   * Starts it with the class path of this process; it is killed when this process ends.
   *
   * @param jvm options of Java, such as {@code -Xmx1g}
   * @param out takes what it prints
   */
  public static MeasuredProcess start(
      Class<?> main, List<String> jvm, File out, List<String> arguments) throws IOException {
    return start(System.getProperty("java.class.path"), main, jvm, out, arguments);
  }

  /** The same with a class path of its own. */
  public static MeasuredProcess start(
      String classPath, Class<?> main, List<String> jvm, File out, List<String> arguments)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(jvm);
    for (String name : OPENED) {
      words.add("--add-opens=java.base/java." + name + "=ALL-UNNAMED");
    }
    words.addAll(List.of("-cp", classPath, main.getName()));
    words.addAll(arguments);
    Process process =
        new ProcessBuilder(words)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(out))
            .start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return new MeasuredProcess(process);
  }

  /** Processor time it has taken so far, in user and in system mode. */
  public Duration cpu() {
    return process
        .info()
        .totalCpuDuration()
        .orElseThrow(() -> new IllegalStateException("the process has ended, see its output"));
  }

  /**
   * How much of that Java's compiler took, in clock ticks of Linux, a hundredth of a second each; 0
   * on other systems. It is much at first and little later, whatever a process does.
   */
  public Duration compilerCpu() throws IOException {
    Path threads = Path.of("/proc", String.valueOf(process.pid()), "task");
    if (!Files.isDirectory(threads)) {
      return Duration.ZERO;
    }
    long ticks = 0;
    try (Stream<Path> all = Files.list(threads)) {
      for (Path thread : all.toList()) {
        ticks += compilerTicks(thread.resolve("stat"));
      }
    }
    return Duration.ofMillis(10 * ticks);
  }

  private static long compilerTicks(Path stat) throws IOException {
    try {
      Matcher thread = COMPILER.matcher(Files.readString(stat));
      return thread.lookingAt()
          ? Long.parseLong(thread.group(1)) + Long.parseLong(thread.group(2))
          : 0;
    } catch (NoSuchFileException e) {
      return 0; // The thread has ended meanwhile.
    }
  }

  /** The most memory it ever had resident, in bytes; empty where this system does not tell. */
  public OptionalLong peakMemory() throws IOException {
    try {
      return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
          .filter(line -> line.startsWith(PEAK))
          .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
          .findFirst();
    } catch (NoSuchFileException e) {
      return OptionalLong.empty();
    }
  }

  /** Lets it run on the first cores of the machine only, by the {@code taskset} of Linux. */
  public void keepTo(int cores) throws IOException {
    String[] command = {
      "taskset", "-a", "-p", "-c", "0-" + (cores - 1), String.valueOf(process.pid())
    };
    try {
      Process taskset =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .start();
      if (taskset.waitFor() != 0) {
        throw new IOException("taskset does not keep a process to " + cores + " cores");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  public long pid() {
    return process.pid();
  }

  public boolean isAlive() {
    return process.isAlive();
  }

  /** As {@code kill -9} does; returns when it is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Ends it, in good order where it does so within half a minute. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(30, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
