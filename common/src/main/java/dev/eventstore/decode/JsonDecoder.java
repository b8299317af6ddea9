package dev.eventstore.decode;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.eventstore.event.Decoded;
import dev.eventstore.event.Decoded.Refused;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.expression.LooseMap;
import dev.eventstore.value.EventSchema;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Reads records that are one JSON object each, in one pass over the bytes. For one thread. */
final class JsonDecoder implements Decoder {
  private final EventMapper mapper;
  private final Markers markers;
  private final Map<String, Integer> byName = new HashMap<>();
  private final int fields;

  JsonDecoder(EventSchema schema, EventMapper mapper, Markers markers) {
    this.mapper = mapper;
    this.markers = markers;
    this.fields = schema.size();
    for (int i = 0; i < fields; i++) {
      if (mapper.isByName(i)) {
        byName.put(schema.field(i).name(), i);
      }
    }
  }

  @Override
  public Decoded decode(SourceRecord record) {
    try (JsonParser parser = JsonValues.JSON.createParser(record.bytes())) {
      return decode(parser, record);
    } catch (JsonProcessingException e) {
      return Refused.malformed("the record is no JSON: " + JsonValues.fault(e));
    } catch (IOException e) {
      return Refused.malformed("the record is no JSON in UTF-8");
    }
  }

  private Decoded decode(JsonParser parser, SourceRecord record) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return Refused.malformed("the record is not a JSON object");
    }
    Object[] values = new Object[fields];
    LooseMap whole = mapper.needsRecord() ? new LooseMap() : null;
    boolean isMarker = false;
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      isMarker |= name.equals(Markers.COMPLETE);
      Integer field = byName.get(name);
      if (field == null && whole == null) {
        parser.skipChildren();
        continue;
      }
      Object value = JsonValues.value(parser);
      if (field != null) {
        values[field] = value;
      }
      if (whole != null) {
        JsonValues.put(whole, name, value);
      }
    }
    if (parser.nextToken() != null) {
      return Refused.malformed("the record goes on after its JSON object");
    }
    return isMarker ? markers.decode(record.bytes()) : mapper.map(values, whole, record);
  }
}
