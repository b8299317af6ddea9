package dev.eventstore.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.event.Decoded;
import dev.eventstore.event.Decoded.Accepted;
import dev.eventstore.event.Decoded.Completion;
import dev.eventstore.event.Decoded.Refused;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.spec.SourceSpec.CloudEvents;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.Field;
import dev.eventstore.value.FieldType;
import dev.eventstore.value.TimestampFormat;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloudEventDecoderTest {
  private static final EventSchema SCHEMA =
      Stores.schema(
          Stores.field("x", FieldType.DECIMAL),
          Stores.field("type", FieldType.STRING),
          Stores.field("region", FieldType.STRING));
  private static final String CONTEXT =
      "'specversion':'1.0','id':'ce-1','source':'/eu','type':'usage','time':'2026-10-05T09:00:00Z'";
  private static final Map<String, String> HEADERS =
      new TreeMap<>(
          Map.of(
              "ce_specversion", "1.0",
              "ce_id", "ce-1",
              "ce_source", "/eu",
              "ce_type", "usage",
              "ce_time", "2026-10-05T09:00:00Z",
              "content-type", "application/json; charset=utf-8"));

  private final Decoder decoder = decoder(Map.of());

  @Test
  void takesFieldsFromTheDataThenFromTheContext() {
    assertThat(
            accepted(
                CONTEXT
                    + ",'data':{'id':'e-1','account':'a-1','at':'2026-10-05T10:00:00Z','x':1.50}"))
        .containsExactly(
            "e-1",
            "a-1",
            Instant.parse("2026-10-05T10:00:00Z"),
            new BigDecimal("1.5"),
            "usage",
            null);
  }

  @Test
  void theContextHasTheIdAndTheTimeWhereTheDataHasNone() {
    assertThat(accepted(CONTEXT + ",'region':'eu','data':{'account':'a-1'}"))
        .containsExactly("ce-1", "a-1", Instant.parse("2026-10-05T09:00:00Z"), null, "usage", "eu");
  }

  @Test
  void theTimeOfTheContextIsReadWhateverTheFormatOfTheField() {
    EventSchema schema =
        new EventSchema(
            List.of(
                Stores.required("event_id", FieldType.STRING),
                new Field(
                    "at",
                    FieldType.TIMESTAMP,
                    true,
                    new TimestampFormat("epoch_millis", java.time.ZoneId.of("UTC")))),
            List.of("event_id"),
            List.of("event_id"),
            "at",
            null);
    Decoder millis = Stores.decoder(schema, Stores.source(new CloudEvents(), null, Map.of()));

    assertThat(((Accepted) millis.decode(Stores.record(json(CONTEXT)))).values())
        .containsExactly("ce-1", Instant.parse("2026-10-05T09:00:00Z"));
  }

  @Test
  void expressionsSeeTheWholeEvent() {
    Decoder mapped =
        decoder(
            Map.of(
                "account",
                "record.subject",
                "x",
                "record.data.kb * 1024",
                "region",
                "record.source"));

    assertThat(values(mapped, CONTEXT + ",'subject':'a-1','data':{'kb':2}"))
        .containsExactly(
            "ce-1",
            "a-1",
            Instant.parse("2026-10-05T09:00:00Z"),
            new BigDecimal("2048"),
            "usage",
            "/eu");
  }

  @Test
  void aBatchHoldsEventsThatStandForThemselves() {
    String good = json(CONTEXT + ",'data':{'account':'a-1'}");
    SourceRecord batch = Stores.record("[" + good + ", {\"x\": [1]} ,7,\n" + good + "]");

    List<SourceRecord> parts = decoder.split(batch);
    assertThat(parts)
        .extracting(part -> new String(part.bytes(), StandardCharsets.UTF_8).strip())
        .containsExactly(good, "{\"x\": [1]}", "7", good);
    assertThat(parts.stream().map(decoder::decode).map(Decoded::getClass).toList().toString())
        .isEqualTo(
            List.of(Accepted.class, Refused.class, Refused.class, Accepted.class).toString());
  }

  @Test
  void aBatchThatBreaksOffKeepsWhatCameBefore() {
    String good = json(CONTEXT + ",'data':{'account':'a-1'}");

    List<SourceRecord> parts = decoder.split(Stores.record("[" + good + "," + good + ",{\"a"));
    assertThat(parts).hasSize(3);
    assertThat(decoder.decode(parts.get(1))).isInstanceOf(Accepted.class);
    assertThat(decoder.decode(parts.get(2))).isInstanceOf(Refused.class);
    assertThat(decoder.split(Stores.record("[]"))).hasSize(1);
  }

  @Test
  void aBatchIsInUtf8() {
    SourceRecord batch = Stores.record("").part("[{}, {}]".getBytes(StandardCharsets.UTF_16LE));

    assertThat(decoder.split(batch)).containsExactly(batch);
    assertThat(decoder.decode(batch)).isInstanceOf(Refused.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "7|the record is not a JSON object",
        "{}|the record is no CloudEvent: its 'specversion' is not 1.0",
        "{'specversion':'1.0','id':'','source':'s','type':'t'}|the record is no CloudEvent: 'id' is missing",
        "{'specversion':'1.0','id':'1','type':'t'}|the record is no CloudEvent: 'source' is missing",
        "{'specversion':'1.0','id':'1','source':'s','type':'t','data_base64':'?'}|the record is no CloudEvent: its 'data_base64' is no base64",
        "{'specversion':'1.0','id':'1','source':'s','type':'t','datacontenttype':'text/csv','data_base64':'YQ=='}|its data is 'text/csv'; only JSON is read",
      })
  void refuses(String json, String message) {
    assertThat(decoder.decode(Stores.record(json.replace('\'', '"'))))
        .isEqualTo(Refused.malformed(message));
  }

  @Test
  void binaryModeIsTheSameEventInStructuredMode() {
    byte[] data = "{\"account\": \"a-1\", \"x\": 1.50}".getBytes(StandardCharsets.UTF_8);

    assertThat(binary(HEADERS, data))
        .containsExactly(
            "ce-1",
            "a-1",
            Instant.parse("2026-10-05T09:00:00Z"),
            new BigDecimal("1.5"),
            "usage",
            null);
    assertThat(new String(BinaryCloudEvents.structured(HEADERS, data), StandardCharsets.UTF_8))
        .contains("\"data\":{\"account\": \"a-1\", \"x\": 1.50}");
  }

  @Test
  void dataThatIsNoJsonCannotPoseAsTheContext() {
    byte[] data = "1,\"id\":\"other\"".getBytes(StandardCharsets.UTF_8);
    byte[] structured = BinaryCloudEvents.structured(HEADERS, data);

    assertThat(decoder.decode(Stores.record(new String(structured, StandardCharsets.UTF_8))))
        .isEqualTo(
            Refused.malformed(
                "its data is no JSON: Unexpected character (',' (code 44)): Expected space separating root-level values"));
    assertThat(new String(structured, StandardCharsets.UTF_8)).contains("\"data_base64\"");
  }

  @Test
  void structuredRecordsStayAsTheyAre() {
    byte[] value = {1, 2};

    assertThat(BinaryCloudEvents.structured(Map.of(), value)).isSameAs(value);
    Map<String, String> both = new TreeMap<>(HEADERS);
    both.put("content-type", "application/cloudevents-batch+json");
    assertThat(BinaryCloudEvents.structured(both, value)).isSameAs(value);
  }

  @Test
  void marksAPeriodComplete() {
    assertThat(decoder.decode(Stores.record("{\"$complete\": \"2026-10\"}")))
        .isEqualTo(new Completion("2026-10", -1, Map.of()));
    assertThat(decoder.decode(Stores.withHeader("{\"$complete\": \"2026-10\"}")))
        .isEqualTo(new Completion("2026-10", -1, Map.of()));
  }

  @Property
  void neverThrows(@ForAll byte[] bytes) {
    SourceRecord record = Stores.record("").part(BinaryCloudEvents.structured(HEADERS, bytes));

    assertThat(decoder.split(record).stream().map(decoder::decode)).doesNotContainNull();
    assertThat(decoder.split(record.part(bytes)).stream().map(decoder::decode))
        .doesNotContainNull();
  }

  private static Decoder decoder(Map<String, String> fields) {
    return Stores.decoder(SCHEMA, Stores.source(new CloudEvents(), null, fields));
  }

  private Object[] binary(Map<String, String> headers, byte[] data) {
    byte[] structured = BinaryCloudEvents.structured(headers, data);
    return ((Accepted) decoder.decode(Stores.record("").part(structured))).values();
  }

  private Object[] accepted(String members) {
    return values(decoder, members);
  }

  private static Object[] values(Decoder decoder, String members) {
    return ((Accepted) decoder.decode(Stores.record(json(members)))).values();
  }

  private static String json(String members) {
    return ("{" + members + "}").replace('\'', '"');
  }
}
