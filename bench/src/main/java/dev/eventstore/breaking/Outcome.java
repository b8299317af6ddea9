package dev.eventstore.breaking;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What was published: of each record, by what it is about, all revisions. They are kept as they
 * came, since read ones take ten times the memory.
 */
final class Outcome {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final TreeMap<String, TreeMap<Integer, byte[]>> records = new TreeMap<>();
  private final Map<String, Integer> events = new HashMap<>();
  private int doubled;
  private int read;

  void take(byte[] value) {
    JsonNode record = parse(value);
    read++;
    TreeMap<Integer, byte[]> revisions =
        records.computeIfAbsent(subject(record), subject -> new TreeMap<>());
    int before = eventsOfLast(revisions);
    if (revisions.putIfAbsent(record.path("revision").asInt(), value) != null) {
      doubled++;
    }
    if (record.path("meter").asText().equals("volume")) {
      int more = eventsOfLast(revisions) - before;
      events.merge(record.path("period").asText(), more, Integer::sum);
    }
  }

  private static int eventsOfLast(TreeMap<Integer, byte[]> revisions) {
    return revisions.isEmpty() ? 0 : parse(revisions.lastEntry().getValue()).path("events").asInt();
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

  Set<String> subjects() {
    return records.keySet();
  }

  /** All revisions of a record; empty where there is none. */
  TreeMap<Integer, JsonNode> revisions(String subject) {
    TreeMap<Integer, JsonNode> revisions = new TreeMap<>();
    records
        .getOrDefault(subject, new TreeMap<>())
        .forEach((revision, value) -> revisions.put(revision, parse(value)));
    return revisions;
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
