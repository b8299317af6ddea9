package dev.eventstore.local.cluster;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A process of a cluster. It outlives the one that starts it; its id is kept in a file.
 *
 * @param launch how it is started
 */
record Member(String name, ClusterFolder folder, Launch launch) {
  private static final long ENDS_WITHIN_SECONDS = 30;

  private static final List<String> OPENED =
      List.of("lang", "util", "util.concurrent", "lang.invoke", "net", "text", "time");

  /**
   * @throws IllegalStateException where it runs
   */
  Process start() throws IOException {
    if (process().isPresent()) {
      throw new IllegalStateException(name + " runs already");
    }
    ProcessBuilder builder = new ProcessBuilder(words()).redirectErrorStream(true);
    builder.environment().put("FLINK_CONF_DIR", folder.conf().toString());
    builder.redirectInput(new File("/dev/null"));
    Process process = builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log())).start();
    Files.writeString(pidFile(), process.pid() + " " + startOf(process.toHandle()));
    return process;
  }

  /** Those of Flink's own scripts, and that the end of a terminal is not theirs. */
  private List<String> words() {
    List<String> words = new ArrayList<>();
    words.add("nohup");
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.add("-Xmx" + launch.heap());
    words.add("-XX:+UseSerialGC");
    // They live for minutes and start together: compiling better would take more than it gives.
    words.add("-XX:TieredStopAtLevel=1");
    words.add("-Dlog4j2.configurationFile=" + ClusterFiles.log4j(folder).toUri());
    for (String opened : OPENED) {
      words.add("--add-opens=java.base/java." + opened + "=ALL-UNNAMED");
    }
    words.addAll(List.of("-cp", launch.classPath(), launch.main().getName()));
    words.addAll(launch.arguments());
    return words;
  }

  File log() {
    return folder.log().resolve(name + ".log").toFile();
  }

  /** As a crash of the machine would: it has no chance to say anything. */
  void kill() {
    process().ifPresent(process -> end(process, process.destroyForcibly()));
  }

  /** Asks it to end. */
  void stop() {
    process().ifPresent(process -> end(process, process.destroy()));
  }

  private void end(ProcessHandle process, boolean asked) {
    if (asked) {
      process.onExit().orTimeout(ENDS_WITHIN_SECONDS, TimeUnit.SECONDS).join();
    }
  }

  void signal(String signal) throws IOException {
    ProcessHandle process =
        process().orElseThrow(() -> new IllegalStateException(name + " does not run"));
    try {
      new ProcessBuilder("kill", "-" + signal, String.valueOf(process.pid())).start().waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** It, while it runs; a process that has its id by chance began at another time. */
  Optional<ProcessHandle> process() {
    try {
      if (!Files.exists(pidFile())) {
        return Optional.empty();
      }
      String[] known = Files.readString(pidFile()).split(" ");
      return ProcessHandle.of(Long.parseLong(known[0]))
          .filter(ProcessHandle::isAlive)
          .filter(process -> startOf(process).equals(known[1]));
    } catch (IOException e) {
      throw new IllegalStateException("the file of " + name + " cannot be read", e);
    }
  }

  private Path pidFile() {
    return folder.run().resolve(name + ".pid");
  }

  private static String startOf(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toString).orElse("unknown");
  }
}
