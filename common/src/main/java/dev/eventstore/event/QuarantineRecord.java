package dev.eventstore.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventstore.event.Position.FilePosition;
import dev.eventstore.event.Position.KafkaPosition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;

/**
 * A refused record as quarantine holds it (contract 3.1): one JSON object from which the original
 * bytes can be had again. {@code original} holds them where they are UTF-8, {@code originalBase64}
 * where they are not.
 */
public record QuarantineRecord(String store, Refusal refusal) {
  private static final ObjectMapper JSON =
      new ObjectMapper(
          JsonFactory.builder()
              // Originals are as long as the source's records.
              .streamReadConstraints(
                  StreamReadConstraints.builder().maxStringLength(Integer.MAX_VALUE).build())
              .build());

  /** One JSON object in UTF-8, without a line break; what is null is left out. */
  public static byte[] toJson(String store, Refusal refusal) {
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
    } else if (refusal.position() instanceof FilePosition at) {
      json.put("file", at.file()).put("line", at.line());
    }
    json.put("receivedAt", Instant.ofEpochMilli(refusal.received()).toString());
    putOriginal(json, refusal.original());
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
      return new QuarantineRecord(text(read, "store"), refusal(read));
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

  private static void putOriginal(ObjectNode json, byte[] original) {
    try {
      json.put(
          "original",
          StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(original)).toString());
    } catch (CharacterCodingException e) {
      json.put("originalBase64", Base64.getEncoder().encodeToString(original));
    }
  }

  private static byte[] original(JsonNode json) throws IOException {
    String text = text(json, "original");
    return text == null
        ? Base64.getDecoder().decode(required(json, "originalBase64"))
        : text.getBytes(StandardCharsets.UTF_8);
  }

  private static Position position(JsonNode json) throws IOException {
    return json.has("topic")
        ? new KafkaPosition(
            required(json, "topic"),
            json.path("partition").intValue(),
            json.path("offset").asLong())
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
