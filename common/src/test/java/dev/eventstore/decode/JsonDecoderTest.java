package dev.eventstore.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.event.Decoded;
import dev.eventstore.event.Decoded.Accepted;
import dev.eventstore.event.Decoded.Refused;
import dev.eventstore.event.QuarantineRecord;
import dev.eventstore.event.Refusal;
import dev.eventstore.event.RefusalCode;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.FieldType;
import dev.eventstore.value.Values;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonDecoderTest {
  private static final EventSchema SCHEMA =
      Stores.schema(
          Stores.field("n", FieldType.INTEGER),
          Stores.field("x", FieldType.DECIMAL),
          Stores.field("flag", FieldType.BOOLEAN),
          Stores.field("tags", FieldType.STRINGS));

  private final Decoder decoder = Stores.decoder(SCHEMA, Stores.source(null, Map.of()));

  @Test
  void readsEveryType() {
    Accepted event =
        accepted("\"n\": 7, \"x\": 12.50, \"flag\": true, \"tags\": {\"b\": \"2\", \"a\": \"1\"}");

    assertThat(event.values())
        .containsExactly(
            "e-1",
            "a-1",
            Instant.parse("2026-10-05T10:00:00Z"),
            7L,
            new BigDecimal("12.5"),
            true,
            new TreeMap<>(Map.of("a", "1", "b", "2")));
    assertThat(event.time()).isEqualTo("2026-10-05T10:00:00Z");
  }

  @Test
  void takesNumericText() {
    assertThat(accepted("\"n\": \" 7 \", \"x\": \"1E+3\", \"flag\": \"TRUE\"").values())
        .contains(7L, new BigDecimal("1E+3"), true);
  }

  @Test
  void missingAndNullAreTheSame() {
    assertThat(accepted("\"other\": 1").values()[3]).isNull();
    assertThat(accepted("\"n\": null").values()[3]).isNull();
    assertThat(refused("{\"id\": \"e-1\", \"at\": \"2026-10-05T10:00:00Z\", \"account\": null}"))
        .isEqualTo(
            new Refused(
                RefusalCode.MISSING_FIELD,
                "'account' is missing",
                "account",
                Instant.parse("2026-10-05T10:00:00Z")));
  }

  @Test
  void ignoresWhatItDoesNotKnow() {
    assertThat(accepted("\"y\": [1, {\"x\": 2}], \"z\": {\"n\": [3]}, \"n\": 4").values()[3])
        .isEqualTo(4L);
  }

  @Test
  void ofAFieldThatStandsTwiceTheLastCounts() {
    assertThat(accepted("\"n\": 1, \"n\": 2").values()[3]).isEqualTo(2L);
    assertThat(accepted("\"n\": 1, \"n\": null").values()[3]).isNull();

    SourceSpec mapped = Stores.source(null, Map.of("n", "record.m", "x", "record.deep.m"));
    Decoder byExpression = Stores.decoder(SCHEMA, mapped);
    assertThat(values(byExpression, "\"m\": 1, \"m\": 2, \"deep\": {\"m\": 1, \"m\": 3}"))
        .contains(2L, new BigDecimal("3"));
    assertThat(values(byExpression, "\"m\": 1, \"m\": null, \"deep\": {\"m\": 1, \"m\": null}"))
        .endsWith(null, null, null, null);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "n|NaN|a number that is not finite",
        "n|Infinity|a number that is not finite",
        "n|-Infinity|a number that is not finite",
        "n|\"NaN\"|'NaN'",
        "n|1.5|1.5",
        "n|9223372036854775808|9223372036854775808",
        "n|1e400|1E+400",
        "n|\"1e400\"|'1e400'",
        "n|\"\"|''",
        "n|\"0x10\"|'0x10'",
        "n|true|true",
        "n|[1]|a list",
        "x|NaN|a number that is not finite",
        "x|+Infinity|a number that is not finite",
        "x|-INF|a number that is not finite",
        "x|\"Infinity\"|'Infinity'",
        "x|1e1001|1E+1001",
        "x|1e-1001|1E-1001",
        "x|1e99999999999|a number that is not finite",
        "x|\"1e99999999999\"|'1e99999999999'",
        "x|{}|a map",
        "flag|\"yes\"|'yes'",
        "flag|1|1",
        "tags|\"a\"|'a'",
        "tags|[]|a list",
        "account|5|5",
        "account|NaN|a number that is not finite",
      })
  void refusesValuesOfAnotherType(String field, String value, String shown) {
    Refused refused = refused(json("\"" + field + "\": " + value));

    assertThat(refused.code()).isEqualTo(RefusalCode.WRONG_TYPE);
    assertThat(refused.field()).isEqualTo(field);
    assertThat(refused.message()).startsWith("'" + field + "' takes ").endsWith(" not " + shown);
    assertThat(refused.time()).isEqualTo("2026-10-05T10:00:00Z");
  }

  @ParameterizedTest
  @CsvSource({
    "5.0, 5",
    "5e2, 500",
    "500e-2, 5",
    "-0, 0",
    "-0.0, 0",
    "9223372036854775807, 9223372036854775807",
    "-9223372036854775808.000, -9223372036854775808"
  })
  void takesIntegersInAnyNotation(String written, long integer) {
    assertThat(accepted("\"n\": " + written).values()[3]).isEqualTo(integer);
    assertThat(accepted("\"n\": \"" + written + "\"").values()[3]).isEqualTo(integer);
  }

  @Test
  void keepsDecimalsExactlyUpToAThousandDigits() {
    String longest = "1." + "1".repeat(999);

    assertThat(accepted("\"x\": " + longest).values()[4]).isEqualTo(new BigDecimal(longest));
    assertThat(accepted("\"x\": 0.1").values()[4]).isEqualTo(new BigDecimal("0.1"));
    assertThat(accepted("\"x\": 0E+7").values()[4]).isEqualTo(BigDecimal.ZERO);
    assertThat(accepted("\"x\": 1e999").values()[4]).isEqualTo(new BigDecimal("1E+999"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1_001, 5_000, 500_000})
  void refusesNumbersOfTooManyDigitsAndNothingElse(int digits) {
    String number = "1".repeat(digits);

    assertThat(refused(json("\"x\": \"" + number + "\"")).code()).isEqualTo(RefusalCode.WRONG_TYPE);
    assertThat(decode(json("\"x\": " + number))).isInstanceOf(Refused.class);
  }

  @Test
  void tellsTooManyDigitsAsSuch() {
    assertThat(refused(json("\"x\": " + "1".repeat(1_001))))
        .extracting(Refused::code, Refused::field)
        .containsExactly(RefusalCode.WRONG_TYPE, "x");
    assertThat(decode(json("\"other\": " + "1".repeat(1_001)))).isInstanceOf(Accepted.class);
  }

  @Test
  void refusesMapsThatHoldMoreThanText() {
    assertThat(refused(json("\"tags\": {\"a\": \"1\", \"b\": 2}")).message())
        .isEqualTo("'tags' holds a value under 'b' that is no text");
    assertThat(accepted("\"tags\": {\"a\": null, \"b\": \"2\"}").values()[6])
        .isEqualTo(new TreeMap<>(Map.of("b", "2")));
  }

  @Test
  void refusesTextThatCannotBeKeptAsItIs() {
    assertThat(refused(json("\"id\": \"a\\ud800\"")))
        .extracting(Refused::code, Refused::message)
        .containsExactly(RefusalCode.WRONG_TYPE, "'id' holds half of a surrogate pair in 'a?'");
    assertThat(refused(json("\"tags\": {\"a\": \"\\udc00\"}")).code())
        .isEqualTo(RefusalCode.WRONG_TYPE);
    assertThat(accepted("\"id\": \"\\ud83d\\ude00\"").values()[0]).isEqualTo("\uD83D\uDE00");
  }

  @Test
  void neverCutsACharacterInAMessage() {
    for (int length = 55; length < 65; length++) {
      Refused refused = refused(json("\"n\": \"" + "x".repeat(length) + "\\ud83d\\ude00\\ud83d\""));
      byte[] json =
          QuarantineRecord.toJson(
              "usage",
              new Refusal(
                  "eu",
                  "eu",
                  refused.code(),
                  refused.message() + '\uD800',
                  refused.field(),
                  null,
                  null,
                  Stores.record("").position(),
                  0,
                  new byte[0]));
      assertThat(new String(json, StandardCharsets.UTF_8)).contains("'xxx");
      assertThat(Values.isWellFormed(refused.message())).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '#',
      value = {
        "##|the record has no value",
        "[1]|the record is not a JSON object",
        "\"a\"|the record is not a JSON object",
        "null|the record is not a JSON object",
        "{} {}|the record goes on after its JSON object",
        "{} x|the record is no JSON: Unrecognized token 'x'",
        "{}]|the record is no JSON: Unexpected close marker ']'",
        "{\"id\": \"e|the record is no JSON: Unexpected end-of-input in VALUE_STRING",
        "{\"n\": 01}|the record is no JSON: Invalid numeric value: Leading zeroes not allowed",
      })
  void refusesWhatIsNoJsonObject(String bytes, String message) {
    Refused refused = refused(bytes);

    assertThat(refused.code()).isEqualTo(RefusalCode.MALFORMED);
    assertThat(refused.message()).startsWith(message);
    assertThat(refused.field()).isNull();
    assertThat(refused.time()).isNull();
  }

  @Test
  void refusesBytesThatAreNoText() {
    byte[] bytes = json("\"y\": \"\u00e9\"").getBytes(StandardCharsets.ISO_8859_1);
    SourceRecord plain = Stores.record("");
    SourceRecord record =
        new SourceRecord(plain.position(), 0, false, plain.timestamp(), plain.received(), bytes);

    assertThat(decoder.decode(record))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isEqualTo(RefusalCode.MALFORMED));
  }

  @Test
  void refusesWhatIsNestedTooDeep() {
    String deep = json("\"y\": " + "[".repeat(100_000));

    assertThat(refused(deep).message()).startsWith("the record is no JSON: Document nesting depth");
  }

  @Property
  void neverThrows(@ForAll byte[] bytes, @ForAll boolean header) {
    SourceRecord plain = Stores.record("");
    SourceRecord record =
        new SourceRecord(plain.position(), 0, header, plain.timestamp(), plain.received(), bytes);

    assertThat(decoder.decode(record)).isNotNull();
  }

  private Decoded decode(String json) {
    return decoder.decode(Stores.record(json));
  }

  private Accepted accepted(String more) {
    return (Accepted) decode(json(more));
  }

  private Refused refused(String json) {
    return (Refused) decode(json);
  }

  private static Object[] values(Decoder decoder, String more) {
    return ((Accepted) decoder.decode(Stores.record(json(more)))).values();
  }

  /** An event of October 5th, 10 o'clock, with more members after its own. */
  private static String json(String more) {
    return "{\"id\": \"e-1\", \"account\": \"a-1\", \"at\": \"2026-10-05T10:00:00Z\", "
        + more
        + "}";
  }
}
