package dev.eventstore.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.event.Decoded;
import dev.eventstore.event.Decoded.Completion;
import dev.eventstore.event.Decoded.Ignored;
import dev.eventstore.event.Decoded.Refused;
import dev.eventstore.event.RefusalCode;
import java.math.BigDecimal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Markers as a source's decoder meets them: in the stream, and by header. */
class MarkersTest {
  private final Decoder decoder =
      Stores.decoder(Stores.schema(), Stores.source("record.kind == \"api\"", Map.of()));

  @Test
  void readsManifests() {
    Completion expected =
        new Completion(
            "2026-10", 120, Map.of("bytes", new BigDecimal("12.5"), "n", new BigDecimal("1E+3")));
    String json =
        """
        {"$complete": "2026-10", "count": 120, "totals": {"bytes": "12.50", "n": 1000}, "by": "me"}
        """;

    assertThat(decoder.decode(Stores.record(json))).isEqualTo(expected);
    assertThat(decoder.decode(Stores.withHeader(json))).isEqualTo(expected);
  }

  @Test
  void needsNoManifest() {
    Completion expected = new Completion("2026-10", -1, Map.of());

    assertThat(decoder.decode(Stores.record("{\"$complete\": \"2026-10\"}"))).isEqualTo(expected);
    assertThat(
            decoder.decode(
                Stores.record("{\"count\": null, \"totals\": null, \"$complete\": \"2026-10\"}")))
        .isEqualTo(expected);
    assertThat(decoder.decode(Stores.record("{\"$complete\": \"2026-10\", \"count\": 0}")))
        .isEqualTo(new Completion("2026-10", 0, Map.of()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "5.0", "5e0", "'5'", "' 5.00 '"})
  void takesTheCountsThatAnIntegerFieldTakes(String count) {
    String json = "{'$complete': '2026-10', 'count': " + count + "}";

    assertThat(decoder.decode(Stores.record(json.replace('\'', '"'))))
        .isEqualTo(new Completion("2026-10", 5, Map.of()));
  }

  @Test
  void isNoMarkerDeeperInARecord() {
    assertThat(decoder.decode(Stores.record("{\"a\": {\"$complete\": \"2026-10\"}}")))
        .isEqualTo(new Ignored());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'$complete': '2026-13'}|'2026-13' is no period of this store; write ",
        "{'$complete': '2026-1'}|'2026-1' is no period of this store; write ",
        "{'$complete': '2026'}|'2026' is no period of this store; write ",
        "{'$complete': ''}|'' is no period of this store; write ",
        "{'$complete': 2026}|it needs '$complete' with the period's id as text",
        "{'$complete': null}|it needs '$complete' with the period's id as text",
        "{'$complete': '2026-10', 'count': -1}|'count' is not a whole number from 0",
        "{'$complete': '2026-10', 'count': 1.5}|'count' is not a whole number from 0",
        "{'$complete': '2026-10', 'count': '-1'}|'count' is not a whole number from 0",
        "{'$complete': '2026-10', 'count': '1.5'}|'count' is not a whole number from 0",
        "{'$complete': '2026-10', 'count': ''}|'count' is not a whole number from 0",
        "{'$complete': '2026-10', 'count': 'many'}|'count' is not a whole number from 0",
        "{'$complete': '2026-10', 'count': true}|'count' is not a whole number from 0",
        "{'$complete': '2026-10', 'count': [1]}|'count' is not a whole number from 0",
        "{'$complete': '2026-10', 'count': 1e999999}|'count' is not a whole number from 0",
        "{'$complete': '2026-10', 'count': '9223372036854775808'}|'count' is not a whole number from 0",
        "{'$complete': '2026-10', 'count': 9223372036854775808}|'count' is not a whole number from 0",
        "{'$complete': '2026-10', 'totals': [1]}|'totals' is not a map of field to sum",
        "{'$complete': '2026-10', 'totals': {'x': 'a'}}|the total of 'x' is no number",
        "{'$complete': '2026-10', 'totals': {'x': null}}|the total of 'x' is no number",
        "{'$complete': '2026-10', 'totals': {'x': true}}|the total of 'x' is no number",
        "{'$complete': '2026-10', 'totals': {'x': 1e999999}}|the total of 'x' is no number",
        "{'$complete': '2026-10', 'totals': {'x': NaN}}|it is no JSON: ",
      },
      quoteCharacter = '#')
  void refusesWhatItCannotRead(String json, String why) {
    Decoded decoded = decoder.decode(Stores.record(json.replace('\'', '"')));

    assertThat(decoded)
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.code()).isEqualTo(RefusalCode.MALFORMED);
              assertThat(refused.message().replace('"', '\''))
                  .startsWith("the completeness marker cannot be read: " + why);
            });
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "##|it needs \"$complete\" with the period's id as text",
        "2026-10|it is no JSON: ",
        "{}|it needs \"$complete\" with the period's id as text",
        "[]|it needs \"$complete\" with the period's id as text",
        "{\"$complete\": \"2026-10\"} {}|it is no JSON: ",
      },
      quoteCharacter = '#')
  void refusesHeadersWithoutAMarker(String bytes, String why) {
    assertThat(decoder.decode(Stores.withHeader(bytes)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused ->
                assertThat(refused.message())
                    .startsWith("the completeness marker cannot be read: " + why));
  }
}
