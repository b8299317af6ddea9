package dev.eventstore.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.eventstore.event.WrittenTuple;
import dev.eventstore.value.EventSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
  /** Some programs put it before UTF-8 text. */
  private static final String MARK = "\uFEFF";

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
    boolean isInput = file.equals("-");
    String place = isInput ? "standard input" : file;
    long input = 0;
    Map<ByteBuffer, Object> unique = new LinkedHashMap<>();
    try (BufferedReader lines = isInput ? input() : Files.newBufferedReader(Path.of(file))) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        String text = (number == 1 && line.startsWith(MARK) ? line.substring(1) : line).strip();
        if (!text.isEmpty()) {
          input++;
          add(unique, text, place + ":" + number);
        }
      }
    } catch (IOException e) {
      throw new CommandException(
          place + " cannot be read as UTF-8 text; check its name, rights and encoding");
    }
    if (input == 0) {
      throw new CommandException(place + " holds no identity; write one in each line");
    }
    return new Ids(input, new ArrayList<>(unique.values()));
  }

  private static BufferedReader input() {
    return new BufferedReader(
        new InputStreamReader(System.in, StandardCharsets.UTF_8.newDecoder()));
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
