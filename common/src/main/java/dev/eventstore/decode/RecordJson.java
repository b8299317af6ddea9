package dev.eventstore.decode;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.eventstore.expression.LooseMap;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * Writes what was read of a binary file as the JSON that says the same: so it is decoded, and so it
 * is seen in quarantine.
 */
public final class RecordJson {
  private RecordJson() {}

  /**
   * @param record of text, {@link Long}, {@link BigDecimal}, {@link Boolean}, lists and maps, and
   *     {@link Double} for what is no finite number
   */
  public static byte[] of(LooseMap record) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(256);
    try (JsonGenerator json = JsonValues.JSON.createGenerator(out)) {
      json.configure(JsonWriteFeature.WRITE_NAN_AS_STRINGS.mappedFeature(), false);
      write(record, json);
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot be written", e);
    }
    return out.toByteArray();
  }

  private static void write(Object value, JsonGenerator json) throws IOException {
    if (value instanceof Map<?, ?> map) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        json.writeFieldName((String) entry.getKey());
        write(entry.getValue(), json);
      }
      json.writeEndObject();
    } else if (value instanceof List<?> list) {
      json.writeStartArray();
      for (Object item : list) {
        write(item, json);
      }
      json.writeEndArray();
    } else if (value instanceof String text) {
      json.writeString(text);
    } else if (value instanceof Long whole) {
      json.writeNumber(whole);
    } else if (value instanceof BigDecimal decimal) {
      json.writeNumber(decimal);
    } else if (value instanceof Boolean flag) {
      json.writeBoolean(flag);
    } else if (value instanceof Double notFinite) {
      json.writeNumber(notFinite);
    } else {
      json.writeNull();
    }
  }
}
