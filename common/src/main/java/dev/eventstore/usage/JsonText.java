package dev.eventstore.usage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.eventstore.value.Values;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/**
 * Writes values as JSON (contract 3.9): decimals as text in plain notation without trailing zeros,
 * integers as numbers, timestamps in ISO-8601. The same values give the same bytes.
 */
public final class JsonText {
  private static final JsonFactory JSON = new JsonFactory();

  /** Writes the content of one object. */
  @FunctionalInterface
  interface Content {
    void write(JsonGenerator json) throws IOException;
  }

  private JsonText() {}

  /** One object with a property for each name. */
  public static byte[] object(List<String> names, Object[] values) {
    return object(json -> properties(json, names, values));
  }

  static byte[] object(Content content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.writeStartObject();
      content.write(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static void properties(JsonGenerator json, List<String> names, Object[] values)
      throws IOException {
    for (int i = 0; i < names.size(); i++) {
      json.writeFieldName(names.get(i));
      value(json, values[i]);
    }
  }

  static void value(JsonGenerator json, Object value) throws IOException {
    if (value == null) {
      json.writeNull();
    } else if (value instanceof Long integer) {
      json.writeNumber(integer);
    } else if (value instanceof BigInteger integer) {
      json.writeNumber(integer);
    } else if (value instanceof BigDecimal decimal) {
      json.writeString(Values.decimal(decimal).toPlainString());
    } else if (value instanceof Boolean bool) {
      json.writeBoolean(bool);
    } else if (value instanceof Map<?, ?> strings) {
      json.writeStartObject();
      for (Map.Entry<?, ?> entry : strings.entrySet()) {
        json.writeStringField((String) entry.getKey(), (String) entry.getValue());
      }
      json.writeEndObject();
    } else {
      json.writeString(value.toString());
    }
  }
}
