package dev.eventstore.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.event.Decoded;
import dev.eventstore.event.Decoded.Accepted;
import dev.eventstore.event.Decoded.Ignored;
import dev.eventstore.event.Decoded.Refused;
import dev.eventstore.event.RefusalCode;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.FieldType;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Mapping, filtering and the checks of arrival, by way of JSON. */
class EventMapperTest {
  private static final EventSchema SCHEMA =
      Stores.schema(
          Stores.field("x", FieldType.DECIMAL),
          Stores.required("n", FieldType.INTEGER),
          Stores.field("tags", FieldType.STRINGS));

  @Test
  void mapsNestedValuesByExpressions() {
    Map<String, String> fields =
        Map.of(
            "account", "record.customer.id",
            "x", "round(record.kb * 1024, 0)",
            "n", "record.items.size()",
            "at", "record.times[1]",
            "tags", "record.customer.tags");

    Accepted event =
        (Accepted)
            decode(
                null,
                fields,
                """
                {"id": "e-1", "customer": {"id": "c-1", "tags": {"tier": "gold"}}, "kb": "0.75",
                 "items": [1, null, 3], "times": [0, "2026-10-05T12:00:00+02:00"]}
                """);

    assertThat(event.values())
        .containsExactly(
            "e-1",
            "c-1",
            Instant.parse("2026-10-05T10:00:00Z"),
            new BigDecimal("768"),
            3L,
            new TreeMap<>(Map.of("tier", "gold")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"9007199254740993", "9007199254740993.0", "\"9007199254740993\""})
  void computesExactlyBeyond64Bits(String kb) {
    Accepted event =
        (Accepted) decode(null, Map.of("x", "record.kb * 1024"), event("\"n\": 1, \"kb\": " + kb));

    assertThat(event.values()[3]).isEqualTo(new BigDecimal("9223372036854776832"));
  }

  @Test
  void aMappedFieldIsNotTakenByItsNameToo() {
    assertThat(
            ((Accepted) decode(null, Map.of("x", "record.y"), event("\"x\": 1, \"n\": 1")))
                .values()[3])
        .isNull();
  }

  @Test
  void whatIsNotThereIsNull() {
    Map<String, String> fields = Map.of("x", "record.deep.er.x * 2", "n", "record.m");

    assertThat(decode(null, fields, event("\"m\": 1"))).isInstanceOf(Accepted.class);
    assertThat(refused(null, fields, event("\"x\": 1")))
        .extracting(Refused::code, Refused::message, Refused::field)
        .containsExactly(RefusalCode.MISSING_FIELD, "'n' is missing", "n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x|1 / record.zero|WRONG_TYPE|'x' cannot be computed: division by zero",
        "x|record.text * 2|WRONG_TYPE|'x' cannot be computed: 'abc' is no number",
        "x|record.text|WRONG_TYPE|'x' takes a decimal of at most 1000 digits and not 'abc'",
        "x|record.nan|WRONG_TYPE|'x' cannot be computed: the result is a double; use decimal(x) to"
            + " stay exact",
        "at|timestamp(record.text)|BAD_TIME|'at' cannot be computed: ",
        "at|record.text|BAD_TIME|'at' takes a time like 2026-10-05T13:00:00+02:00 and not 'abc'"
      })
  void refusesWhatCannotBeComputed(
      String field, String expression, RefusalCode code, String message) {
    Refused refused =
        refused(
            null,
            Map.of(field, expression),
            event("\"zero\": 0, \"text\": \"abc\", \"nan\": NaN, \"n\": 1"));

    assertThat(refused.code()).isEqualTo(code);
    assertThat(refused.message()).startsWith(message);
    assertThat(refused.field()).isEqualTo(field);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "record.kb",
        "record.kb + 1",
        "record.kb - 0.5",
        "1.5 - record.kb",
        "record.kb * record.kb",
        "record.kb % 7",
        "7 % record.kb",
        "record.kb / 3",
        "-record.kb",
        "round(record.kb, 2)",
        "floor(record.kb, 2)",
        "ceil(record.kb, -2)",
        "int(record.kb)",
        "decimal(record.kb)",
        "string(record.kb)",
        "string(record.kb) + \"0\"",
        "record.kb > 1 ? 1 : 2",
        "record.kb == 1 ? 1 : 2",
        "[record.kb].map(kb, kb + 1)[0]",
        "{\"kb\": record.kb}.kb + 1",
      })
  @Timeout(value = 10, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
  void refusesAtOnceWhatComputesWithANumberOfTooManyDigits(String expression) {
    for (String kb : List.of("1e300000000", "1e-300000000", "100e2147483647")) {
      Refused refused = refused(null, Map.of("x", expression), event("\"n\": 1, \"kb\": " + kb));

      assertThat(refused.code()).isEqualTo(RefusalCode.WRONG_TYPE);
      assertThat(refused.field()).isEqualTo("x");
    }
  }

  @Test
  void tellsThatANumberHasTooManyDigits() {
    assertThat(
            refused(null, Map.of("x", "record.kb + 1"), event("\"n\": 1, \"kb\": 1e300000000"))
                .message())
        .isEqualTo("'x' cannot be computed: '1E+300000000' has too many digits");
    assertThat(refused("record.kb > 1", Map.of(), event("\"n\": 1, \"kb\": 1e300000000")))
        .extracting(Refused::code, Refused::message)
        .containsExactly(
            RefusalCode.FILTER_FAILED,
            "the source's filter failed: '1E+300000000' has too many digits");
  }

  @Test
  void tellsTheFirstProblemInTheOrderOfTheFields() {
    assertThat(refused(null, Map.of(), event("\"x\": \"a\", \"n\": \"b\"")).field()).isEqualTo("x");
  }

  @Test
  void tellsTheTimeOfARefusedRecordWhereItIsKnown() {
    assertThat(refused(null, Map.of(), event("\"n\": \"b\"")).time())
        .isEqualTo("2026-10-05T10:00:00Z");
    assertThat(refused(null, Map.of(), "{\"id\": 1, \"at\": 5}").time()).isNull();
    assertThat(refused(null, Map.of(), "{\"id\": 1, \"at\": \"soon\"}").time()).isNull();
    assertThat(refused(null, Map.of(), "{\"id\": 1}").time()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "record.keep",
        "record.yes",
        "record.yes && true",
        "record.kind == \"api\"",
        "record.kb > 1",
        "record.kind != null"
      })
  void keepsWhatTheFilterWants(String filter) {
    assertThat(
            decode(
                filter,
                event(
                    "\"n\": 1, \"keep\": true, \"yes\": \"True\", \"kind\": \"api\", \"kb\": \"2\"")))
        .isInstanceOf(Accepted.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"record.drop", "record.none", "record.none > 5", "record.none.deeper == \"x\""})
  void ignoresTheRest(String filter) {
    assertThat(decode(filter, event("\"n\": 1, \"drop\": false"))).isEqualTo(new Ignored());
    assertThat(decode(filter, event("\"drop\": false, \"x\": \"wrong\"")))
        .as("before its values are looked at")
        .isEqualTo(new Ignored());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "record.text|its result is 'abc' and not true or false",
        "record.n|its result is 1 and not true or false",
        "record.text > 5|'abc' is no number",
        "1 / record.zero > 5|division by zero"
      })
  void refusesWhereTheFilterFails(String filter, String why) {
    assertThat(decode(filter, event("\"n\": 1, \"text\": \"abc\", \"zero\": 0")))
        .isEqualTo(
            new Refused(
                RefusalCode.FILTER_FAILED, "the source's filter failed: " + why, null, null));
  }

  @ParameterizedTest
  @CsvSource({
    "2026-10-05T13:00:00Z, 2026-10-05T13:00:00Z, 2026-10-06T13:00:00Z, true",
    "2026-10-05T13:00:00Z, 2026-10-05T13:00:00Z, 2026-10-06T13:00:00.000000001Z, false",
    "2026-10-05T13:00:00Z, 2026-10-09T13:00:00Z, 2026-10-06T13:00:01Z, false",
    "2026-10-09T13:00:00Z, 2026-10-05T13:00:00Z, 2026-10-06T13:00:01Z, false",
    "2026-10-09T13:00:00Z, 2026-10-05T13:00:00Z, 2026-10-06T13:00:00Z, true"
  })
  void arrivalIsTheEarlierOfTimestampAndReading(
      Instant timestamp, Instant read, Instant time, boolean accepted) {
    Decoded decoded =
        Stores.decoder(SCHEMA, Stores.source(null, Map.of()))
            .decode(Stores.record(event(time.toString(), "\"n\": 1"), timestamp, read));

    assertThat(decoded)
        .isEqualTo(
            accepted
                ? decoded
                : new Refused(
                    RefusalCode.TOO_FAR_AHEAD,
                    "'at' is " + time + ", more than PT24H after the record's arrival",
                    "at",
                    time));
    assertThat(decoded).isInstanceOf(accepted ? Accepted.class : Refused.class);
  }

  @Test
  void withoutATimeFieldArrivalCounts() {
    EventSchema schema =
        new EventSchema(
            List.of(Stores.required("id", FieldType.STRING)),
            List.of("id"),
            List.of("id"),
            null,
            null);
    Decoder decoder = Stores.decoder(schema, Stores.source(null, Map.of()));
    Instant timestamp = Stores.ARRIVAL.plusSeconds(86_400);

    assertThat(((Accepted) decoder.decode(Stores.record("{\"id\": \"a\"}"))).time())
        .isEqualTo(Stores.ARRIVAL);
    assertThat(
            ((Accepted) decoder.decode(Stores.record("{\"id\": \"a\"}", timestamp, Stores.ARRIVAL)))
                .time())
        .isEqualTo(timestamp);
    Instant far = timestamp.plusMillis(1);
    assertThat(decoder.decode(Stores.record("{\"id\": \"a\"}", far, Stores.ARRIVAL)))
        .isEqualTo(
            new Refused(
                RefusalCode.TOO_FAR_AHEAD,
                "its timestamp is " + far + ", more than PT24H after it was read",
                null,
                far));
    assertThat(((Refused) decoder.decode(Stores.record("{}"))).time()).isEqualTo(Stores.ARRIVAL);
  }

  private static Decoded decode(String filter, Map<String, String> fields, String json) {
    return Stores.decoder(SCHEMA, Stores.source(filter, fields)).decode(Stores.record(json));
  }

  private static Decoded decode(String filter, String json) {
    return decode(filter, Map.of(), json);
  }

  private static Refused refused(String filter, Map<String, String> fields, String json) {
    return (Refused) decode(filter, fields, json);
  }

  private static String event(String more) {
    return event("2026-10-05T10:00:00Z", more);
  }

  private static String event(String at, String more) {
    return "{\"id\": \"e-1\", \"account\": \"a-1\", \"at\": \"" + at + "\", " + more + "}";
  }
}
