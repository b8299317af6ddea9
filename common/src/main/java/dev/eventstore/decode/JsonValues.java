package dev.eventstore.decode;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import dev.eventstore.event.FieldValues;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.expression.LooseMap;
import dev.eventstore.value.Values;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** Reads JSON as the values that {@link FieldValues} takes; numbers are exact, from their text. */
final class JsonValues {
  /** Nesting is bounded by Jackson, at 1000 levels. */
  static final JsonFactory JSON =
      JsonFactory.builder()
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          // Too many digits are a matter of the field, not of the record.
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxNumberLength(Values.MAX_TEXT)
                  .maxStringLength(SourceRecord.LONGEST)
                  .build())
          .build();

  private JsonValues() {}

  /** The value at which the parser stands; null for JSON's null. */
  static Object value(JsonParser parser) throws IOException {
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

  static LooseMap map(JsonParser parser) throws IOException {
    LooseMap map = new LooseMap();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      put(map, name, value(parser));
    }
    return map;
  }

  /** Of a name that stands twice the last value counts, even where it is null. */
  static void put(LooseMap map, String name, Object value) {
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

  /** What is wrong with a text that is no JSON, without the parser's notes on where it stands. */
  static String fault(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    int notes = message.indexOf(" (start marker at ");
    return notes < 0 ? message : message.substring(0, notes);
  }
}
