package dev.eventstore.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.eventstore.event.Decoded;
import dev.eventstore.event.Decoded.Accepted;
import dev.eventstore.event.Decoded.Deleted;
import dev.eventstore.event.Decoded.Refused;
import dev.eventstore.event.SourceRecord;
import java.io.IOException;

/**
 * Reads what another store's meter says of its events (contract 3.9): {@code {"op": "insert",
 * "event": {…}}}. An update is a later version of its event. For one thread.
 */
final class StoreDecoder implements Decoder {
  private final JsonDecoder records;

  StoreDecoder(JsonDecoder records) {
    this.records = records;
  }

  @Override
  public Decoded decode(SourceRecord record) {
    Decoded decoded = records.decode(record);
    if (!(decoded instanceof Accepted accepted)) {
      return decoded;
    }
    String operation = operation(record.bytes());
    return switch (operation) {
      case "insert", "update" -> decoded;
      case "delete" -> new Deleted(accepted.values(), accepted.time());
      default ->
          Refused.malformed(
              "the record is not what a store says of an event: it needs \"op\" and \"event\"");
    };
  }

  /** What is to be done with the event, or empty text. */
  private static String operation(byte[] record) {
    try (JsonParser parser = JsonValues.JSON.createParser(record)) {
      parser.nextToken();
      for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
        JsonToken value = parser.nextToken();
        if (name.equals("op")) {
          return value == JsonToken.VALUE_STRING ? parser.getText() : "";
        }
        parser.skipChildren();
      }
    } catch (IOException e) {
      throw new IllegalStateException("the record was read before", e);
    }
    return "";
  }
}
