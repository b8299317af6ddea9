package dev.eventstore.cli;

import dev.eventstore.local.SavedState;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;

/** Where a savepoint is put, and how it is told. */
final class SavepointFolder {
  @Option(
      names = "--to",
      paramLabel = "DIR",
      description =
          "The folder or URI that takes it; the cluster writes there (default: where the store's"
              + " settings say).")
  private String to;

  /** As Flink takes it, or null. */
  String uri() {
    return to == null ? null : SavedState.uri(to);
  }

  static void tell(CommandSpec command, OutputFormat output, String store, String savepoint) {
    PrintWriter out = command.commandLine().getOut();
    Map<String, String> answer = new LinkedHashMap<>();
    answer.put("store", store);
    answer.put("savepoint", savepoint);
    out.println(output.isJson() ? Json.text(answer) : savepoint);
    out.flush();
  }
}
