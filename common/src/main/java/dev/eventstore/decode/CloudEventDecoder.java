package dev.eventstore.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.eventstore.event.Decoded;
import dev.eventstore.event.Decoded.Refused;
import dev.eventstore.event.Shown;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.expression.LooseMap;
import dev.eventstore.value.EventSchema;
import java.io.IOException;
import java.util.Base64;
import java.util.List;

/**
 * Reads CloudEvents 1.0 in structured mode, which is also how those of binary mode and each of a
 * batch arrive here. A field is taken by name from the data, else from the context attributes;
 * where neither has it, the event's id and time are those of the context. For one thread.
 */
final class CloudEventDecoder implements Decoder {
  private static final List<String> REQUIRED = List.of("id", "source", "type");

  private final EventSchema schema;
  private final EventMapper mapper;
  private final Markers markers;

  /** Of each field the context attribute it may come from besides its own name, or null. */
  private final String[] attributes;

  CloudEventDecoder(EventSchema schema, EventMapper mapper, Markers markers) {
    this.schema = schema;
    this.mapper = mapper;
    this.markers = markers;
    this.attributes = new String[schema.size()];
    if (schema.id().size() == 1) {
      attributes[schema.indexOf(schema.id().get(0))] = "id";
    }
    schema.timeField().ifPresent(field -> attributes[field] = "time");
  }

  @Override
  public List<SourceRecord> split(SourceRecord record) {
    return JsonBatch.split(record);
  }

  @Override
  public Decoded decode(SourceRecord record) {
    try (JsonParser parser = JsonValues.JSON.createParser(record.bytes())) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return Refused.malformed("the record is not a JSON object");
      }
      LooseMap event = JsonValues.map(parser);
      if (parser.nextToken() != null) {
        return Refused.malformed("the record goes on after its JSON object");
      }
      return event.get(Markers.COMPLETE) == LooseMap.NULL
          ? decode(event, record)
          : markers.decode(record.bytes());
    } catch (JsonProcessingException e) {
      return Refused.malformed("the record is no JSON: " + JsonValues.fault(e));
    } catch (IOException e) {
      return Refused.malformed("the record is no JSON in UTF-8");
    }
  }

  private Decoded decode(LooseMap event, SourceRecord record) throws IOException {
    if (!"1.0".equals(event.get("specversion"))) {
      return noCloudEvent("its 'specversion' is not 1.0");
    }
    for (String attribute : REQUIRED) {
      if (!(event.get(attribute) instanceof String text) || text.isEmpty()) {
        return noCloudEvent("'" + attribute + "' is missing");
      }
    }
    if (event.get("data_base64") != LooseMap.NULL) {
      Refused refused = takeBase64(event);
      if (refused != null) {
        return refused;
      }
    }
    Object[] byName = new Object[schema.size()];
    for (int i = 0; i < byName.length; i++) {
      if (mapper.isByName(i)) {
        byName[i] = byName(i, event);
      }
    }
    return mapper.map(byName, event, record);
  }

  /** Puts the JSON that was sent as bytes in the place of data. */
  private static Refused takeBase64(LooseMap event) throws IOException {
    if (!isJson(event.get("datacontenttype"))) {
      return Refused.malformed(
          "its data is " + Shown.of(event.get("datacontenttype")) + "; only JSON is read");
    }
    byte[] data;
    try {
      data = Base64.getDecoder().decode(String.valueOf(event.remove("data_base64")));
    } catch (IllegalArgumentException e) {
      return noCloudEvent("its 'data_base64' is no base64");
    }
    try (JsonParser parser = JsonValues.JSON.createParser(data)) {
      parser.nextToken();
      if (parser.currentToken() == null) {
        return Refused.malformed("its data is no JSON: it is empty");
      }
      JsonValues.put(event, "data", JsonValues.value(parser));
      return parser.nextToken() == null
          ? null
          : Refused.malformed("its data is no JSON: it goes on after its end");
    } catch (JsonProcessingException e) {
      return Refused.malformed("its data is no JSON: " + JsonValues.fault(e));
    } catch (IOException e) {
      return Refused.malformed("its data is no JSON in UTF-8");
    }
  }

  private static boolean isJson(Object contentType) {
    return !(contentType instanceof String text) || ContentTypes.isJson(text);
  }

  private static Refused noCloudEvent(String why) {
    return Refused.malformed("the record is no CloudEvent: " + why);
  }

  private Object byName(int field, LooseMap event) {
    String name = schema.field(field).name();
    if (event.get("data") instanceof LooseMap data && data.get(name) != LooseMap.NULL) {
      return data.get(name);
    }
    Object own = name.equals("data") ? null : attribute(name, event);
    return own != null || attributes[field] == null ? own : attribute(attributes[field], event);
  }

  private static Object attribute(String name, LooseMap event) {
    Object value = event.get(name);
    return value == LooseMap.NULL ? null : value;
  }
}
