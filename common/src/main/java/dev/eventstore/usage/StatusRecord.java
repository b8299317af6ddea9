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
    // Of a tree Jackson takes no number of more than 1000 digits, whatever it is told.
    return tree.has("outcome")
        ? PeriodReport.JSON.readValue(json, CommandReport.class)
        : PeriodReport.JSON.readValue(json, PeriodReport.class);
  }
}
