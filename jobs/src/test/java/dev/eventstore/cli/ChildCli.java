package dev.eventstore.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, with its environment. */
final class ChildCli implements AutoCloseable {
  private static final List<String> OPENED =
      List.of("lang", "util", "util.concurrent", "lang.invoke", "net", "time");

  /** As the launcher has it. */
  private static final String PACKAGED = "target/event-store.jar:target/lib/*";

  private final Process process;
  private final Path out;

  private ChildCli(Process process, Path out) {
    this.process = process;
    this.out = out;
  }

  /**
   * @param out takes all that it prints
   */
  static ChildCli start(Path out, Map<String, String> environment, Object... arguments)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xmx512m");
    for (String name : OPENED) {
      words.add("--add-opens=java.base/java." + name + "=ALL-UNNAMED");
    }
    words.addAll(List.of("-cp", PACKAGED, Main.class.getName()));
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return new ChildCli(builder.redirectOutput(out.toFile()).start(), out);
  }

  /** Waits for its end. */
  int exit() throws InterruptedException {
    if (!process.waitFor(180, TimeUnit.SECONDS)) {
      throw new IllegalStateException("it has not ended: " + said());
    }
    return process.exitValue();
  }

  String said() {
    try {
      return Files.readString(out);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  boolean runs() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
