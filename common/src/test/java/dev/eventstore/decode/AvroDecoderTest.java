package dev.eventstore.decode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.eventstore.avro.RegistryException;
import dev.eventstore.event.Decoded;
import dev.eventstore.event.Decoded.Accepted;
import dev.eventstore.event.Decoded.Completion;
import dev.eventstore.event.Decoded.Refused;
import dev.eventstore.event.RefusalCode;
import dev.eventstore.spec.SourceSpec.Avro;
import dev.eventstore.spec.SourceSpec.Registry;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.FieldType;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AvroDecoderTest {
  private static final EventSchema SCHEMA =
      Stores.schema(
          Stores.field("n", FieldType.INTEGER),
          Stores.field("x", FieldType.DECIMAL),
          Stores.field("share", FieldType.DECIMAL),
          Stores.field("flag", FieldType.BOOLEAN),
          Stores.field("tags", FieldType.STRINGS));
  private static final String AVRO =
      """
      {"type": "record", "name": "Usage", "fields": [
        {"name": "id", "type": "string"},
        {"name": "account", "type": ["null", "string"]},
        {"name": "at", "type": {"type": "long", "logicalType": "timestamp-micros"}},
        {"name": "n", "type": ["null", "int"]},
        {"name": "x", "type": {"type": "bytes", "logicalType": "decimal", "precision": 38, "scale": 4}},
        {"name": "share", "type": "double"},
        {"name": "flag", "type": "boolean"},
        {"name": "tags", "type": {"type": "map", "values": "string"}}]}
      """;

  private final Decoder decoder = decoder(new Avro(AVRO, null));
  private final AtomicInteger requests = new AtomicInteger();
  private HttpServer server;

  @AfterEach
  void stop() {
    if (server != null) {
      server.stop(0);
    }
  }

  @Test
  void readsEveryType() throws IOException {
    assertThat(((Accepted) decode(decoder, datum(record()))).values())
        .containsExactly(
            "e-1",
            "a-1",
            Instant.parse("2026-10-05T10:00:00.000001Z"),
            7L,
            new BigDecimal("12345678901234567890.0001"),
            new BigDecimal("0.1"),
            true,
            new TreeMap<>(Map.of("tier", "gold")));
  }

  @Test
  void anAbsentValueIsNullAndOneThatIsNoNumberIsWrong() throws IOException {
    GenericRecord record = record();
    record.put("n", null);
    assertThat(((Accepted) decode(decoder, datum(record))).values()[3]).isNull();

    record.put("share", Double.NaN);
    assertThat(((Refused) decode(decoder, datum(record))).code()).isEqualTo(RefusalCode.WRONG_TYPE);
  }

  @Test
  void refusesWhatIsNoDatum() throws IOException {
    byte[] datum = datum(record());

    assertThat(refused(Arrays.copyOf(datum, datum.length - 1)))
        .startsWith("the record is no datum of the schema Usage");
    assertThat(refused(Arrays.copyOf(datum, datum.length + 1)))
        .isEqualTo("the record goes on after its datum of Avro");
    datum[1] = (byte) 0xFF;
    assertThat(refused(datum)).isEqualTo("the record holds text that is not in UTF-8");
    // A text of 100 MB, or so it says.
    assertThat(refused(new byte[] {(byte) 0x80, (byte) 0x80, (byte) 0x80, 100}))
        .contains("exceeds");
  }

  @Property(tries = 300)
  void neverThrows(@ForAll byte[] bytes) {
    assertThat(decode(decoder, bytes)).isNotNull();
  }

  @Test
  void takesSchemasFromARegistryOnce() throws IOException {
    start(200, "{\"schema\": " + quoted(AVRO) + "}");
    Decoder registered = decoder(new Avro(null, new Registry(url(), "me", "s3cret")));

    assertThat(decode(registered, wire(7, datum(record())))).isInstanceOf(Accepted.class);
    assertThat(decode(registered, wire(7, datum(record())))).isInstanceOf(Accepted.class);
    assertThat(requests).hasValue(1);
    assertThat(decode(registered, datum(record())))
        .isEqualTo(
            Refused.malformed(
                "the record does not begin with a zero and a schema id, as those of a registry do"));
  }

  @Test
  void anUnknownSchemaIsTheRecordsFault() throws IOException {
    start(404, "{\"error_code\": 40403}");
    Decoder registered = decoder(new Avro(null, new Registry(url(), null, "")));

    for (int i = 0; i < 3; i++) {
      assertThat(decode(registered, wire(9, datum(record()))))
          .isEqualTo(Refused.malformed("the schema registry knows no schema id 9"));
    }
    assertThat(requests).hasValue(1);
  }

  @Test
  void aSchemaOfAnotherKindIsTheRecordsFault() throws IOException {
    start(200, "{\"schemaType\": \"PROTOBUF\", \"schema\": \"syntax\"}");
    Decoder registered = decoder(new Avro(null, new Registry(url(), null, "")));

    assertThat(decode(registered, wire(9, datum(record()))))
        .isEqualTo(Refused.malformed("schema id 9 is one of PROTOBUF, not of Avro"));
  }

  @Test
  void aRegistryThatCannotBeAskedIsNoRecordsFault() throws IOException {
    start(401, "");
    Decoder registered = decoder(new Avro(null, new Registry(url(), null, "")));
    assertThatThrownBy(() -> decode(registered, wire(9, datum(record()))))
        .isInstanceOf(RegistryException.class)
        .hasMessage(
            "the schema registry at %s answers with status 401; check that it runs and who may read it, and the source goes on"
                .formatted(url()));
    String gone = url();
    stop();
    Decoder alone = decoder(new Avro(null, new Registry(gone, null, "")));
    assertThatThrownBy(() -> decode(alone, wire(9, datum(record()))))
        .isInstanceOf(RegistryException.class)
        .hasMessageContaining("cannot be reached");
    server = null;
  }

  @Test
  void aHeaderOfKafkaMarksAPeriodComplete() {
    assertThat(decoder.decode(Stores.withHeader("{\"$complete\": \"2026-10\"}")))
        .isEqualTo(new Completion("2026-10", -1, Map.of()));
  }

  private void start(int status, String answer) throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/schemas/ids/",
        exchange -> {
          requests.incrementAndGet();
          String login = exchange.getRequestHeaders().getFirst("Authorization");
          assertThat(login == null || login.equals(basic("me:s3cret"))).isTrue();
          byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }

  private String url() {
    return "http://localhost:" + server.getAddress().getPort();
  }

  private static String quoted(String json) {
    return "\"" + json.replace("\n", " ").replace("\"", "\\\"") + "\"";
  }

  private static byte[] wire(int id, byte[] datum) {
    return ByteBuffer.allocate(datum.length + 5).put((byte) 0).putInt(id).put(datum).array();
  }

  private static GenericRecord record() {
    GenericRecord record = new GenericData.Record(new Schema.Parser().parse(AVRO));
    record.put("id", "e-1");
    record.put("account", "a-1");
    record.put("at", Instant.parse("2026-10-05T10:00:00Z").getEpochSecond() * 1_000_000 + 1);
    record.put("n", 7);
    record.put(
        "x",
        ByteBuffer.wrap(new BigDecimal("12345678901234567890.0001").unscaledValue().toByteArray()));
    record.put("share", 0.1);
    record.put("flag", true);
    record.put("tags", Map.of("tier", "gold"));
    return record;
  }

  private static byte[] datum(GenericRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static Decoder decoder(Avro avro) {
    return Stores.decoder(SCHEMA, Stores.source(avro, null, Map.of()));
  }

  private static Decoded decode(Decoder decoder, byte[] bytes) {
    return decoder.decode(Stores.record("").part(bytes));
  }

  private String refused(byte[] bytes) {
    return ((Refused) decode(decoder, bytes)).message();
  }
}
