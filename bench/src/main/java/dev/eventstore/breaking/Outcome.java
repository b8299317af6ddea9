package dev.eventstore.breaking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** What was published: of each record, by what it is about, all revisions. */
final class Outcome {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TreeMap<String, TreeMap<Integer, JsonNode>> records = new TreeMap<>();
  private final Map<String, Integer> events = new HashMap<>();
  private int doubled;
  private int read;

  void take(byte[] value) {
    JsonNode record = parse(value);
    read++;
    TreeMap<Integer, JsonNode> revisions =
        records.computeIfAbsent(subject(record), subject -> new TreeMap<>());
    JsonNode before = revisions.isEmpty() ? null : revisions.lastEntry().getValue();
    if (revisions.putIfAbsent(record.path("revision").asInt(), record) != null) {
      doubled++;
    }
    if (record.path("meter").asText().equals("volume")) {
      int more = revisions.lastEntry().getValue().path("events").asInt();
      events.merge(
          record.path("period").asText(),
          more - (before == null ? 0 : before.path("events").asInt()),
          Integer::sum);
    }
  }

  static JsonNode parse(byte[] value) {
    try {
      return JSON.readTree(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A usage record has an id; a row is about its event. */
  private static String subject(JsonNode record) {
    return record.has("id")
        ? record.path("id").asText()
        : record.path("period").asText() + " " + record.path("event").path("id").asText();
  }

  /** How many events the figures of a period count. */
  int events(String period) {
    return events.getOrDefault(period, 0);
  }

  int read() {
    return read;
  }

  /** How often a revision came again. */
  int doubled() {
    return doubled;
  }

  Map<String, TreeMap<Integer, JsonNode>> records() {
    return records;
  }

  /**
   * The last revision, without what depends on how many there were, or on when another source was
   * found to have reported an event too: that changes no value, and so publishes nothing.
   */
  static JsonNode figure(TreeMap<Integer, JsonNode> revisions) {
    ObjectNode last = revisions.lastEntry().getValue().deepCopy();
    last.remove("revision");
    last.remove("delta");
    last.remove("reason");
    last.remove("sources");
    if (last.path("op").asText().equals("update")) {
      last.put("op", "insert");
    }
    return last;
  }
}
