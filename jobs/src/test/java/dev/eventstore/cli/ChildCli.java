package dev.eventstore.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The command line in a process of its own, with its environment. */
final class ChildCli implements AutoCloseable {
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
    return new ChildCli(
        ChildJvm.start(PACKAGED, Main.class, environment, out.toFile(), List.of(arguments)), out);
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

  /** Kills it as {@code kill -9} does. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  @Override
  public void close() {
    process.destroy();
    process.onExit().orTimeout(30, TimeUnit.SECONDS).join();
  }
}
