package dev.eventstore.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.eventstore.event.SourceRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Takes a JSON array apart without changing a byte of what it holds. */
final class JsonBatch {
  private JsonBatch() {}

  /**
   * A record for each item; other records are not split. Where the array is broken, what is left of
   * it from there is one record, which cannot be read.
   */
  static List<SourceRecord> split(SourceRecord record) {
    byte[] bytes = record.bytes();
    if (firstCharacter(bytes) != '[') {
      return List.of(record);
    }
    List<SourceRecord> items = new ArrayList<>();
    int done = 0;
    try (JsonParser parser = JsonValues.JSON.createParser(bytes)) {
      parser.nextToken();
      done = (int) parser.currentLocation().getByteOffset();
      if (done < 0) {
        // Places are known in UTF-8 only.
        return List.of(record);
      }
      while (parser.nextToken() != JsonToken.END_ARRAY && parser.currentToken() != null) {
        int start = (int) parser.currentTokenLocation().getByteOffset();
        parser.skipChildren();
        parser.finishToken();
        int end = (int) parser.currentLocation().getByteOffset();
        items.add(record.part(Arrays.copyOfRange(bytes, start, end)));
        done = end;
      }
      if (parser.nextToken() == null) {
        return items.isEmpty() ? List.of(record) : items;
      }
    } catch (IOException e) {
      // What is left is told below.
    }
    items.add(record.part(Arrays.copyOfRange(bytes, done, bytes.length)));
    return items;
  }

  private static int firstCharacter(byte[] bytes) {
    for (byte b : bytes) {
      if (b != ' ' && b != '\t' && b != '\r' && b != '\n') {
        return b;
      }
    }
    return -1;
  }
}
