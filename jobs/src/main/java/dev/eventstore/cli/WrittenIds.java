package dev.eventstore.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.eventstore.event.WrittenTuple;
import dev.eventstore.text.Lines;
import dev.eventstore.text.Utf8;
import dev.eventstore.value.EventSchema;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Identities and keys as operators write them: plain text where there is one field, a JSON list or
 * object where there are several.
 */
final class WrittenIds {
  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_LONG_FOR_INTS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .build();

  /**
   * @param input how many were given, with those that repeat
   * @param unique each once
   */
  record Ids(long input, List<Object> unique) {}

  private final List<String> names;
  private final WrittenTuple tuple;

  /**
   * @param names the fields of the identity or key
   */
  WrittenIds(EventSchema schema, List<String> names) {
    this.names = names;
    this.tuple = new WrittenTuple(schema, names);
  }

  /**
   * One identity in each line that is not blank.
   *
   * @param file its name; {@code -} is standard input
   */
  Ids read(String file) {
    String place = file.equals("-") ? "standard input" : file;
    long input = 0;
    Map<ByteBuffer, Object> unique = new LinkedHashMap<>();
    List<String> lines = text(file, place).lines().toList();
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i).strip();
      if (!line.isEmpty()) {
        input++;
        add(unique, line, place + ":" + (i + 1));
      }
    }
    if (input == 0) {
      throw new CommandException(place + " holds no identity; write one in each line");
    }
    return new Ids(input, new ArrayList<>(unique.values()));
  }

  private static String text(String file, String place) {
    try {
      byte[] bytes =
          file.equals("-") ? System.in.readAllBytes() : Files.readAllBytes(Path.of(file));
      return Utf8.text(Lines.withoutByteOrderMark(bytes));
    } catch (IOException e) {
      throw new CommandException(
          place + " cannot be read as UTF-8 text; check its name, rights and encoding");
    }
  }

  private void add(Map<ByteBuffer, Object> unique, String text, String place) {
    try {
      Object id = parse(text);
      unique.putIfAbsent(ByteBuffer.wrap(tuple.read(id)), id);
    } catch (IllegalArgumentException e) {
      throw new CommandException(place + ": " + e.getMessage());
    }
  }

  /**
   * @throws IllegalArgumentException with one sentence where the text is none
   */
  Object parse(String text) {
    if (names.size() == 1) {
      return text;
    }
    try {
      JsonNode json = JSON.readTree(text);
      if (json.isArray() && json.size() == names.size()) {
        return JSON.treeToValue(json, List.class);
      }
      if (json.isObject() && names.stream().allMatch(json::hasNonNull)) {
        List<Object> values = new ArrayList<>();
        for (String name : names) {
          values.add(JSON.treeToValue(json.get(name), Object.class));
        }
        return values;
      }
    } catch (JsonProcessingException e) {
      // Said below.
    }
    throw new IllegalArgumentException(
        "'" + text + "' is not a JSON list of " + String.join(", ", names));
  }
}
