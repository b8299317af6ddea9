package dev.eventstore.cli;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Java in a process of its own, opened to Flink. */
final class ChildJvm {
  private static final List<String> OPENED =
      List.of("lang", "util", "util.concurrent", "lang.invoke", "net", "text", "time");

  private ChildJvm() {}

  /**
   * @param out takes all that it prints
   */
  static Process start(
      String classPath, Class<?> main, Map<String, String> environment, File out, List<?> arguments)
      throws IOException {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    for (String name : OPENED) {
      words.add("--add-opens=java.base/java." + name + "=ALL-UNNAMED");
    }
    words.addAll(List.of("-cp", classPath, main.getName()));
    arguments.forEach(argument -> words.add(argument.toString()));
    ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
    builder.environment().putAll(environment);
    return builder.redirectOutput(out).start();
  }
}
