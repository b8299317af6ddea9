package dev.eventstore.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.event.Decoded;
import dev.eventstore.event.Decoded.Accepted;
import dev.eventstore.event.Decoded.Completion;
import dev.eventstore.event.Decoded.Ignored;
import dev.eventstore.event.Decoded.Refused;
import dev.eventstore.event.Position.FilePosition;
import dev.eventstore.event.RefusalCode;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.spec.SourceSpec.Csv;
import dev.eventstore.text.CsvDialect;
import dev.eventstore.text.CsvDialects;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.FieldType;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CsvDecoderTest {
  private static final EventSchema SCHEMA =
      Stores.schema(
          Stores.field("n", FieldType.INTEGER),
          Stores.field("x", FieldType.DECIMAL),
          Stores.field("flag", FieldType.BOOLEAN),
          Stores.field("path", FieldType.STRING));
  private static final String HEADER = "id,account,at,n,x,flag,path\n";
  private static final String FIRST = "e-1,a-1,2026-10-05T10:00:00Z,";

  private final Decoder decoder = decoder(CsvDialects.STANDARD, List.of());

  @Test
  void readsEveryTypeFromText() {
    assertThat(accepted(HEADER + FIRST + "7,12.50,TRUE,/a"))
        .containsExactly(
            "e-1",
            "a-1",
            Instant.parse("2026-10-05T10:00:00Z"),
            7L,
            new BigDecimal("12.5"),
            true,
            "/a");
  }

  @Test
  void readsQuotesAsRfc4180HasThem() {
    assertThat(accepted(HEADER + FIRST + ",,,\"a, \"\"b\"\"\r\n\nc\"\r\n")[6])
        .isEqualTo("a, \"b\"\r\n\nc");
    assertThat(accepted(HEADER + FIRST + ",,, a\"b\" ")[6]).isEqualTo(" a\"b\" ");
  }

  @Test
  void anEmptyValueIsNullUnlessAnotherTextIs() {
    assertThat(accepted(HEADER + FIRST + ",,,\"\"")).endsWith(null, null, null, null);

    Decoder other = decoder(new CsvDialect(';', '\'', "\\N"), List.of());
    String text = (HEADER + FIRST).replace(',', ';') + "\\N;'\\N';;''";
    assertThat(values(other, text.replace(";;", ";\\N;"))).endsWith(null, null, null, "");
  }

  @Test
  void everyRowOfARecordStandsForItself() {
    List<Decoded> rows =
        decodeAll(
            decoder,
            HEADER + FIRST + "1,,,\n" + FIRST + "2,,\n\n" + FIRST + "x,,,\n" + FIRST + "4,,,\"a");

    assertThat(rows).hasSize(4);
    assertThat(((Accepted) rows.get(0)).values()[3]).isEqualTo(1L);
    assertThat(rows.get(1))
        .isEqualTo(Refused.malformed("the row has 6 values, but there are 7 columns"));
    assertThat(((Refused) rows.get(2)).code()).isEqualTo(RefusalCode.WRONG_TYPE);
    assertThat(rows.get(3))
        .isEqualTo(Refused.malformed("the row is no CSV: a quote is not closed"));
  }

  @Test
  void aRowOfARecordIsSentAgainUnderItsHeader() {
    SourceRecord rows =
        record(HEADER.replace("path", "\"the\npath\"") + FIRST + "1,,,\"a\nb\"\r\n\nx,\"y");

    List<SourceRecord> parts = decoder.split(rows);

    assertThat(parts).hasSize(2);
    for (SourceRecord part : parts) {
      SourceRecord again = rows.part(part.original());
      assertThat(decoder.split(again))
          .singleElement()
          .extracting(decoder::decode)
          .usingRecursiveComparison()
          .isEqualTo(decoder.decode(part));
    }
    assertThat(new String(parts.get(1).original(), StandardCharsets.UTF_8))
        .isEqualTo("id,account,at,n,x,flag,\"the\npath\"\nx,\"y");
  }

  @Test
  void aRowThatNeedsNoHeaderIsSentAgainAlone() {
    Decoder named = decoder(CsvDialects.STANDARD, List.of("id", "account"));

    assertThat(named.split(record("a,b\nc,d")))
        .extracting(part -> new String(part.original(), StandardCharsets.UTF_8))
        .containsExactly("a,b", "c,d");
  }

  @Test
  void columnsCanBeNamedInTheStoreFile() {
    Decoder named =
        decoder(CsvDialects.STANDARD, List.of("id", "account", "at", "n", "x", "flag", "path"));

    assertThat(decodeAll(named, FIRST + "1,2,,\n" + FIRST + "2,3,,"))
        .extracting(row -> ((Accepted) row).values()[3])
        .containsExactly(1L, 2L);
  }

  @Test
  void aRowOfAFileHasTheHeaderOfTheFile() {
    assertThat(((Accepted) ofFile(FIRST + "1,,,")).values()[3]).isEqualTo(1L);
    assertThat(ofFile(FIRST + "1,,,,"))
        .isEqualTo(Refused.malformed("the row at line 7 has 8 values, but there are 7 columns"));
  }

  @Test
  void refusesAHeaderThatIsAmbiguousOrAlone() {
    assertThat(decodeAll(decoder, "id,id\n1,2"))
        .containsExactly(
            Refused.malformed("the row is no CSV: the header names the column 'id' twice"));
    assertThat(decodeAll(decoder, HEADER))
        .singleElement()
        .asString()
        .contains("the record is one line, which is its header");
  }

  @Test
  void refusesBytesThatAreNoText() {
    byte[] bytes = (HEADER + FIRST + ",,,\u00e9").getBytes(StandardCharsets.ISO_8859_1);

    assertThat(decodeAll(decoder, bytes))
        .containsExactly(Refused.malformed("the row is no CSV: it is no text in UTF-8"));
  }

  @Test
  void mapsAndFiltersByExpression() {
    Decoder mapped =
        Stores.decoder(
            SCHEMA,
            Stores.source(
                new Csv(CsvDialects.STANDARD, List.of()),
                "record.kind == 'api'",
                Map.of("n", "record.kb * 1024")));
    List<Decoded> rows =
        decodeAll(
            mapped,
            "kind,kb,n,id,account,at\napi,2,9," + FIRST.replaceAll(",$", "") + "\nweb,,,,,\n");

    assertThat(((Accepted) rows.get(0)).values()[3]).isEqualTo(2048L);
    assertThat(rows.get(1)).isInstanceOf(Ignored.class);
  }

  @Test
  void aFilterTakesABooleanAsAFieldDoes() {
    Decoder filtered =
        Stores.decoder(
            SCHEMA,
            Stores.source(
                new Csv(CsvDialects.STANDARD, List.of()), "record.flag == true", Map.of()));

    assertThat(values(filtered, HEADER + FIRST + "7,12.50,TRUE,/a")).contains(true);
    assertThat(decodeAll(filtered, HEADER + FIRST + "7,12.50,false,/a"))
        .containsExactly(new Ignored());
  }

  @Test
  void aLineOrAHeaderOfKafkaMarksAPeriodComplete() {
    assertThat(decodeAll(decoder, "{\"$complete\": \"2026-10\", \"count\": 3}"))
        .containsExactly(new Completion("2026-10", 3, Map.of()));
    assertThat(decoder.decode(Stores.withHeader("{\"$complete\": \"2026-10\"}")))
        .isEqualTo(new Completion("2026-10", -1, Map.of()));
  }

  @Property
  void neverThrows(@ForAll byte[] bytes) {
    assertThat(decodeAll(decoder, bytes)).isNotEmpty().doesNotContainNull();
  }

  private static Decoder decoder(CsvDialect dialect, List<String> header) {
    return Stores.decoder(SCHEMA, Stores.source(new Csv(dialect, header), null, Map.of()));
  }

  private Object[] accepted(String text) {
    return values(decoder, text);
  }

  private static Object[] values(Decoder decoder, String text) {
    return ((Accepted) decodeAll(decoder, text).get(0)).values();
  }

  private static List<Decoded> decodeAll(Decoder decoder, String text) {
    return decodeAll(decoder, text.getBytes(StandardCharsets.UTF_8));
  }

  private static List<Decoded> decodeAll(Decoder decoder, byte[] bytes) {
    return decoder.split(Stores.record("").part(bytes)).stream().map(decoder::decode).toList();
  }

  private static SourceRecord record(String text) {
    return Stores.record("").part(text.getBytes(StandardCharsets.UTF_8));
  }

  private Decoded ofFile(String row) {
    SourceRecord record =
        new SourceRecord(
            new FilePosition("a.csv", 7),
            0,
            false,
            Stores.ARRIVAL,
            Stores.ARRIVAL.toEpochMilli(),
            HEADER.strip(),
            false,
            row.getBytes(StandardCharsets.UTF_8));
    assertThat(decoder.split(record)).containsExactly(record);
    return decoder.decode(record);
  }
}
