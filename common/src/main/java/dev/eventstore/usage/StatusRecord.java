package dev.eventstore.usage;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/** What a store says on its status channel: how periods stand, and what became of commands. */
public sealed interface StatusRecord permits PeriodReport, CommandReport {
  byte[] toJson();

  /** What the record is about; of several with one key the last counts. */
  String about();

  /**
   * @throws IOException where the bytes are neither
   */
  static StatusRecord fromJson(byte[] json) throws IOException {
    JsonNode tree = PeriodReport.JSON.readTree(json);
    if (!tree.isObject()) {
      throw new IOException("a status record is a JSON object");
    }
    return tree.has("outcome")
        ? PeriodReport.JSON.treeToValue(tree, CommandReport.class)
        : PeriodReport.JSON.treeToValue(tree, PeriodReport.class);
  }
}
