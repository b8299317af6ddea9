package dev.eventstore.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import one.profiler.AsyncProfilerLoader;

/** Options of Java that make async-profiler write down what a process does until it ends. */
final class Profiler {
  private Profiler() {}

  /** Whether it is to be had for this system. */
  static boolean isSupported() {
    return AsyncProfilerLoader.isSupported();
  }

  /**
   * Every 2 ms of processor time, of any thread, give a sample of its stack.
   *
   * @param samples the file to write; the profiler itself is put beside it
   */
  static List<String> options(Path samples) throws IOException {
    AsyncProfilerLoader.setExtractionDirectory(samples.toAbsolutePath().getParent());
    return List.of(
        "-XX:+UnlockDiagnosticVMOptions",
        "-XX:+DebugNonSafepoints",
        "-agentpath:"
            + AsyncProfilerLoader.getAsyncProfilerPath().toAbsolutePath()
            + "=start,event=cpu,interval=2ms,threads,collapsed,file="
            + samples.toAbsolutePath());
  }
}
