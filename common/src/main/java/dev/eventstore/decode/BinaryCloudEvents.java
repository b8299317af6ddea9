package dev.eventstore.decode;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import dev.eventstore.text.Utf8;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;

/**
 * CloudEvents in binary mode: the context attributes are headers, the value is the data. They are
 * put together as the same event in structured mode, so that a refused one is whole in quarantine.
 */
public final class BinaryCloudEvents {
  private static final String PREFIX = "ce_";
  private static final String CONTENT_TYPE = "content-type";

  private BinaryCloudEvents() {}

  /** Whether a header says something about a CloudEvent. */
  public static boolean isHeader(String name) {
    return name.startsWith(PREFIX) || name.equals(CONTENT_TYPE);
  }

  /**
   * The bytes of the event in structured mode; the value itself where the headers say that it is.
   *
   * @param headers those for which {@link #isHeader}
   * @param value empty where there is none
   */
  public static byte[] structured(Map<String, String> headers, byte[] value) {
    String contentType = headers.get(CONTENT_TYPE);
    if (!headers.containsKey(PREFIX + "specversion")
        || contentType != null && ContentTypes.isStructured(contentType)) {
      return value;
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(value.length + 256);
    try (JsonGenerator json = JsonValues.JSON.createGenerator(out)) {
      json.writeStartObject();
      for (Map.Entry<String, String> header : headers.entrySet()) {
        if (header.getKey().startsWith(PREFIX)) {
          json.writeStringField(header.getKey().substring(PREFIX.length()), header.getValue());
        }
      }
      if (contentType != null) {
        json.writeStringField("datacontenttype", contentType);
      }
      writeData(json, contentType, value);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes in memory cannot be written", e);
    }
    return out.toByteArray();
  }

  private static void writeData(JsonGenerator json, String contentType, byte[] value)
      throws IOException {
    if (value.length == 0) {
      return;
    }
    String text = contentType == null || ContentTypes.isJson(contentType) ? jsonText(value) : null;
    if (text == null) {
      json.writeBinaryField("data_base64", value);
    } else {
      json.writeFieldName("data");
      json.writeRawValue(text);
    }
  }

  /** The value where it is one JSON value, else null: then its bytes are kept as they are. */
  private static String jsonText(byte[] value) {
    try {
      String text = Utf8.text(value);
      try (JsonParser parser = JsonValues.JSON.createParser(text)) {
        parser.nextToken();
        parser.skipChildren();
        return parser.currentToken() != null && parser.nextToken() == null ? text : null;
      }
    } catch (IOException e) {
      return null;
    }
  }
}
