package dev.eventstore.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventstore.event.Position.FilePosition;
import dev.eventstore.event.Position.KafkaPosition;
import dev.eventstore.text.Utf8;
import dev.eventstore.value.Values;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Locale;

/**
 * A refused record as quarantine holds it (contract 3.1): one JSON object from which the original
 * bytes can be had again. {@code original} holds them where they are UTF-8, {@code originalBase64}
 * where they are not; on a topic, of very long ones only the beginning, and {@code originalLength}.
 *
 * @param isCut whether it holds only the beginning of what came
 */
public record QuarantineRecord(String store, Refusal refusal, boolean isCut) {
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              // Originals are as long as the source's records.
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
              .build());

  /**
   * The most bytes of an original that are kept whole on a topic; in base64 they are less than the
   * 1 MB that brokers take by default.
   */
  private static final int MOST_ON_A_TOPIC = 640 << 10;

  private static final int HEAD = 64 << 10;

  /** Six characters, for one of the control characters. */
  private static final int LONGEST_ESCAPE = 6;

  /** One JSON object in UTF-8, without a line break; what is null is left out. */
  public static byte[] toJson(String store, Refusal refusal) {
    return toJson(store, refusal, Integer.MAX_VALUE);
  }

  /** The same for a topic: very long originals are cut, so that a broker takes the record. */
  public static byte[] toJsonForTopic(String store, Refusal refusal) {
    return toJson(store, refusal, MOST_ON_A_TOPIC);
  }

  private static byte[] toJson(String store, Refusal refusal, int most) {
    ObjectNode json = JSON.createObjectNode();
    json.put("store", store);
    json.put("source", refusal.source());
    putUnlessNull(json, "region", refusal.region());
    json.put("code", refusal.code().code());
    putUnlessNull(
        json, "message", refusal.message() == null ? null : Values.wellFormed(refusal.message()));
    putUnlessNull(json, "field", refusal.field());
    putUnlessNull(json, "period", refusal.period());
    putUnlessNull(json, "time", refusal.time());
    if (refusal.position() instanceof KafkaPosition at) {
      json.put("topic", at.topic()).put("partition", at.partition()).put("offset", at.offset());
      if (at.row() != 0) {
        json.put("row", at.row());
      }
    } else if (refusal.position() instanceof FilePosition at) {
      json.put("file", at.file()).put("line", at.line());
    }
    json.put("receivedAt", Instant.ofEpochMilli(refusal.received()).toString());
    putOriginal(json, refusal.original(), most);
    try {
      return JSON.writeValueAsBytes(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @throws IOException where the bytes are no record of quarantine
   */
  public static QuarantineRecord fromJson(byte[] json) throws IOException {
    JsonNode read = JSON.readTree(json);
    if (read == null || !read.isObject()) {
      throw new IOException("a quarantine record must be one JSON object");
    }
    try {
      return new QuarantineRecord(text(read, "store"), refusal(read), read.has("originalLength"));
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new IOException("this is no quarantine record: " + e.getMessage(), e);
    }
  }

  private static Refusal refusal(JsonNode json) throws IOException {
    String time = text(json, "time");
    return new Refusal(
        text(json, "source"),
        text(json, "region"),
        code(required(json, "code")),
        text(json, "message"),
        text(json, "field"),
        text(json, "period"),
        time == null ? null : Instant.parse(time),
        position(json),
        Instant.parse(required(json, "receivedAt")).toEpochMilli(),
        original(json));
  }

  private static void putUnlessNull(ObjectNode json, String field, Object value) {
    if (value != null) {
      json.put(field, value.toString());
    }
  }

  private static void putOriginal(ObjectNode json, byte[] original, int most) {
    byte[] kept = original;
    if (original.length > most) {
      kept = Arrays.copyOf(original, HEAD);
      json.put("originalLength", original.length);
    }
    try {
      String text = Utf8.text(kept);
      if (escaped(text) <= most) {
        json.put("original", text);
        return;
      }
    } catch (CharacterCodingException e) {
      // Below.
    }
    json.put("originalBase64", Base64.getEncoder().encodeToString(kept));
  }

  /** How many bytes a text has in JSON where that matters: escapes may make it longer. */
  private static int escaped(String text) {
    return text.length() > MOST_ON_A_TOPIC / LONGEST_ESCAPE
        ? JsonStringEncoder.getInstance().quoteAsUTF8(text).length
        : 0;
  }

  private static byte[] original(JsonNode json) throws IOException {
    String text = text(json, "original");
    return text == null
        ? Base64.getDecoder().decode(required(json, "originalBase64"))
        : text.getBytes(StandardCharsets.UTF_8);
  }

  private static Position position(JsonNode json) throws IOException {
    if (!json.has("topic") && !json.has("file")) {
      return null;
    }
    return json.has("topic")
        ? new KafkaPosition(
            required(json, "topic"),
            json.path("partition").intValue(),
            json.path("offset").asLong(),
            json.path("row").intValue())
        : new FilePosition(required(json, "file"), json.path("line").asLong());
  }

  private static RefusalCode code(String code) {
    return RefusalCode.valueOf(code.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static String text(JsonNode json, String field) {
    return json.path(field).textValue();
  }

  private static String required(JsonNode json, String field) throws IOException {
    String text = text(json, field);
    if (text == null) {
      throw new IOException("this is no quarantine record: it has no '" + field + "'");
    }
    return text;
  }
}
