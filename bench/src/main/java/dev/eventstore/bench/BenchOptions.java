package dev.eventstore.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventstore.cli.Table;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** What all benchmarks understand. */
final class BenchOptions {
  private enum Format {
    TABLE,
    JSON
  }

  @Option(
      names = "--parallelism",
      defaultValue = "2",
      description = "Subtasks of each operator (default ${DEFAULT-VALUE}).")
  int parallelism;

  @Option(
      names = "-D",
      paramLabel = "option=value",
      description = "A Flink option, over those of deploy/flink and of the benchmark.")
  private Map<String, String> flink = new HashMap<>();

  @Option(
      names = "--output",
      defaultValue = "table",
      description = "How results are printed: ${COMPLETION-CANDIDATES} (default ${DEFAULT-VALUE}).")
  private Format format;

  /** The benchmark's settings with those of the command line. */
  Map<String, String> over(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>(settings);
    all.putAll(flink);
    return all;
  }

  /** Results to standard output, in one form or the other. */
  void print(Table table, Map<String, ?> json) {
    if (format == Format.TABLE) {
      System.out.print(table);
      return;
    }
    try {
      System.out.println(new ObjectMapper().writeValueAsString(json));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }
}
