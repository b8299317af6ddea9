package dev.eventstore.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.eventstore.event.Decoded.Refused;
import dev.eventstore.expression.LooseMap;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads records that are one JSON object each, in one pass over the bytes; numbers are exact, from
 * their text. For one thread.
 */
final class JsonDecoder implements Decoder {
  private static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          // Too many digits are a matter of the field, not of the record.
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNumberLength(Values.MAX_TEXT).build())
          .build();

  private final EventMapper mapper;
  private final Markers markers;
  private final Map<String, Integer> byName = new HashMap<>();
  private final int fields;

  JsonDecoder(StoreSpec spec, SourceSpec source) {
    this.mapper = new EventMapper(spec, source);
    this.markers = new Markers(spec.calendar());
    this.fields = spec.event().size();
    for (int i = 0; i < fields; i++) {
      if (mapper.isByName(i)) {
        byName.put(spec.event().field(i).name(), i);
      }
    }
  }

  @Override
  public Decoded decode(SourceRecord record) {
    if (record.completeHeader()) {
      return markers.decode(record.bytes());
    }
    if (record.bytes().length == 0) {
      return malformed("the record has no value");
    }
    try (JsonParser parser = JSON.createParser(record.bytes())) {
      return decode(parser, record);
    } catch (JsonProcessingException e) {
      return malformed("the record is no JSON: " + e.getOriginalMessage());
    } catch (IOException e) {
      return malformed("the record is no JSON in UTF-8");
    }
  }

  private Decoded decode(JsonParser parser, SourceRecord record) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      return malformed("the record is not a JSON object");
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
      Object value = value(parser);
      if (field != null) {
        values[field] = value;
      }
      if (whole != null) {
        put(whole, name, value);
      }
    }
    if (parser.nextToken() != null) {
      return malformed("the record goes on after its JSON object");
    }
    return isMarker ? markers.decode(record.bytes()) : mapper.map(values, whole, record);
  }

  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      case VALUE_TRUE -> Boolean.TRUE;
      case VALUE_FALSE -> Boolean.FALSE;
      case START_OBJECT -> map(parser);
      case START_ARRAY -> list(parser);
      default -> null;
    };
  }

  private static Object integer(JsonParser parser) throws IOException {
    return parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER
        ? new BigDecimal(parser.getText())
        : (Object) parser.getLongValue();
  }

  private static Object decimal(JsonParser parser) throws IOException {
    if (parser.isNaN()) {
      return Double.NaN;
    }
    try {
      return new BigDecimal(parser.getText());
    } catch (NumberFormatException e) {
      return Double.NaN;
    }
  }

  private static LooseMap map(JsonParser parser) throws IOException {
    LooseMap map = new LooseMap();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      put(map, name, value(parser));
    }
    return map;
  }

  /** Of a name that stands twice the last value counts, even where it is null. */
  private static void put(LooseMap map, String name, Object value) {
    if (value == null) {
      map.remove(name);
    } else {
      map.put(name, value);
    }
  }

  private static List<Object> list(JsonParser parser) throws IOException {
    List<Object> list = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      Object value = value(parser);
      list.add(value == null ? LooseMap.NULL : value);
    }
    return list;
  }

  private static Refused malformed(String message) {
    return new Refused(RefusalCode.MALFORMED, message, null, null);
  }
}
