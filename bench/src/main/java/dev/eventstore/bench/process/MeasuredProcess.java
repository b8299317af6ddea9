package dev.eventstore.bench.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A Java process of its own, opened to Flink, of which can be told what it takes: all its threads
 * count, those of native libraries and of the garbage collector too.
 */
public final class MeasuredProcess implements AutoCloseable {
  /** The options of Java that Flink needs. */
  public static final List<String> OPENED =
      Stream.of("lang", "util", "util.concurrent", "lang.invoke", "net", "text", "time")
          .map(name -> "--add-opens=java.base/java." + name + "=ALL-UNNAMED")
          .toList();

  /** What all that is compared runs with: 1 GiB of heap, and the collector of deploy/flink. */
  public static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g", "-XX:+UseParallelGC");

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
    words.addAll(OPENED);
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

  /** What its threads that have not ended took of that; empty where this system does not tell. */
  public Map<ThreadKind, Duration> threads() throws IOException {
    return LinuxProcess.threads(process.pid());
  }

  /** The most memory it ever had resident, in bytes; empty where this system does not tell. */
  public OptionalLong peakMemory() {
    return peakMemory(process.pid());
  }

  /** The same of any process; empty as well where it has ended. */
  public static OptionalLong peakMemory(long pid) {
    return LinuxProcess.peakMemory(pid);
  }

  /** Lets it run on the first cores of the machine only, by the {@code taskset} of Linux. */
  public void keepTo(int cores) throws IOException, InterruptedException {
    LinuxProcess.keepTo(process.pid(), cores);
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
