package dev.eventstore.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.apache.flink.runtime.util.EnvironmentInformation;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * Where something was measured, and with what.
 *
 * @param memoryGib of the whole machine
 * @param commit of this repository, with {@code +} where files differ from it
 */
public record Machine(
    String processor,
    int cores,
    long memoryGib,
    String system,
    String java,
    String flink,
    String kafka,
    String commit) {

  /** This one, now. */
  public static Machine here() throws IOException, InterruptedException {
    var system = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        processorName(),
        system.getAvailableProcessors(),
        Math.round(system.getTotalMemorySize() / (double) (1 << 30)),
        System.getProperty("os.name") + " " + System.getProperty("os.version"),
        System.getProperty("java.vm.name") + " " + System.getProperty("java.version"),
        EnvironmentInformation.getVersion(),
        AppInfoParser.getVersion(),
        commitHere());
  }

  /** Of figures: on what they were measured, by which words after {@code bench/run}, and when. */
  String origin(String command, String at) {
    return String.format(
        Locale.ROOT,
        "`bench/run %s`, %s: %s, %d cores, %d GiB; %s; %s; Flink %s, Kafka %s; commit %s.",
        command,
        at,
        processor,
        cores,
        memoryGib,
        system,
        java,
        flink,
        kafka,
        commit);
  }

  private static String processorName() throws IOException {
    Path file = Path.of("/proc/cpuinfo");
    if (!Files.exists(file)) {
      return System.getProperty("os.arch");
    }
    return Files.readAllLines(file).stream()
        .filter(line -> line.startsWith("model name"))
        .map(line -> line.substring(line.indexOf(':') + 1).strip())
        .findFirst()
        .orElse(System.getProperty("os.arch"));
  }

  private static String commitHere() throws IOException, InterruptedException {
    String commit = git("rev-parse", "--short", "HEAD");
    return commit + (git("status", "--porcelain", "--untracked-files=no").isEmpty() ? "" : "+");
  }

  private static String git(String... words) throws IOException, InterruptedException {
    String[] command = new String[words.length + 1];
    command[0] = "git";
    System.arraycopy(words, 0, command, 1, words.length);
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String said = new String(process.getInputStream().readAllBytes()).strip();
    return process.waitFor() == 0 ? said : "unknown";
  }
}
