package dev.eventstore.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.value.EventSchema;
import dev.eventstore.value.FieldType;
import dev.eventstore.value.KnownFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MappingCheckTest {
  private static final EventSchema SCHEMA =
      Stores.schema(
          Stores.field("text", FieldType.STRING),
          Stores.field("integer", FieldType.INTEGER),
          Stores.field("decimal", FieldType.DECIMAL),
          Stores.field("flag", FieldType.BOOLEAN),
          Stores.field("begun", FieldType.TIMESTAMP),
          Stores.field("tags", FieldType.STRINGS));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text|record.a",
        "text|string(record.a)",
        "integer|record.a * 2",
        "integer|1.0",
        "integer|'1'",
        "decimal|1",
        "decimal|'1.5'",
        "flag|record.a > 1",
        "flag|'true'",
        "begun|'2026-10-05T13:00:00Z'",
        "begun|1000",
        "begun|timestamp(record.at)",
        "tags|record.tags"
      },
      quoteCharacter = '#')
  void allowsWhatCanBeMadeIntoTheField(String field, String expression) {
    assertThat(problems(null, Map.of(field, expression.replace('\'', '"')))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text|1 + 1|gives a value of type integer but the field is of type string; convert it with"
            + " string(x)",
        "integer|1 > 0|gives a value of type boolean but the field is of type integer; convert it"
            + " with int(x)",
        "decimal|1 > 0|gives a value of type boolean but the field is of type decimal; convert it"
            + " with decimal(x)",
        "flag|1|gives a value of type integer but the field is of type boolean; write a comparison"
            + " such as record.x > 0",
        "begun|1 > 0|gives a value of type boolean but the field is of type timestamp; give a time,"
            + " or what the field's format describes",
        "tags|1|gives a value of type integer but the field is of type strings; give a map of text"
            + " to text",
        "text|octets|column 1: unknown name 'octets'; known are record",
        "text|bytes|the result is the name of a type; name a value, such as record.bytes",
        "text|1 +|column 4: the expression ends too early; complete it"
      },
      quoteCharacter = '#')
  void refusesTheRestWithARemedy(String field, String expression, String problem) {
    assertThat(problems(null, Map.of(field, expression)))
        .containsExactly("fields." + field + ": " + problem);
  }

  @Test
  void takesFiltersThatDecide() {
    assertThat(problems("record.kind == \"api\"", Map.of())).isEmpty();
    assertThat(problems("record.keep", Map.of())).isEmpty();
    assertThat(problems("1", Map.of()))
        .containsExactly(
            "filter: gives a value of type integer, not true or false; write a comparison such as"
                + " record.x > 0");
  }

  @Test
  void tellsEverythingAtOnce() {
    assertThat(problems("x", Map.of("text", "1"))).hasSize(2);
  }

  private static List<String> problems(String filter, Map<String, String> fields) {
    List<String> problems = new ArrayList<>();
    MappingCheck.check(
        KnownFields.of(SCHEMA),
        Stores.source(filter, fields),
        (place, problem) -> problems.add(place + ": " + problem));
    return problems;
  }
}
