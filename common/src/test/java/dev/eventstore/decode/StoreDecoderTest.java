package dev.eventstore.decode;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.event.Decoded;
import dev.eventstore.event.Decoded.Accepted;
import dev.eventstore.event.Decoded.Completion;
import dev.eventstore.event.Decoded.Deleted;
import dev.eventstore.event.Decoded.Refused;
import dev.eventstore.event.Position.KafkaPosition;
import dev.eventstore.event.RefusalCode;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.period.PeriodCalendar;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.read.StoreFiles;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreDecoderTest {
  private static final String STORE =
      """
      apiVersion: eventstore/v1
      store: regulatory
      kafka: {bootstrap.servers: "localhost:1"}
      event:
        id: id
        key: account
        time: at
        fields: {id: string, account: string, at: timestamp, bytes: decimal, store: string}
      period: {every: month, zone: Europe/Berlin}
      sources:
        - name: api
          store: {name: api-usage, meter: evidence}
          filter: decimal(record.event.bytes) > 0
          fields: {store: record.store}
      meters:
        - name: all
          targets: out
      targets:
        out: {files: {path: out}}
      """;

  @TempDir Path folder;
  private Decoder decoder;

  @BeforeEach
  void read() throws Exception {
    StoreSpec spec = StoreFiles.read(Files.writeString(folder.resolve("store.yaml"), STORE));
    decoder = Decoders.of(spec, spec.sources().get(0));
  }

  @Test
  void takesFieldsFromTheEventByNameAndOthersByExpression() {
    assertThat(decode(record("insert", "1.5")))
        .isInstanceOfSatisfying(
            Accepted.class,
            event ->
                assertThat(event.values())
                    .containsExactly(
                        "e1",
                        "a",
                        Instant.parse("2026-10-05T10:00:00Z"),
                        new BigDecimal("1.5"),
                        "api-usage"));
    assertThat(decode(record("update", "1.5"))).isInstanceOf(Accepted.class);
    assertThat(decode(record("insert", "0"))).isInstanceOf(Decoded.Ignored.class);
  }

  @Test
  void tellsDeletions() {
    assertThat(decode(record("delete", "1.5")))
        .isInstanceOfSatisfying(
            Deleted.class,
            deleted -> {
              assertThat(deleted.values()).startsWith("e1", "a");
              assertThat(deleted.time()).isEqualTo(Instant.parse("2026-10-05T10:00:00Z"));
            });
  }

  @Test
  void refusesWhatNoStoreSays() {
    assertThat(decode(record("upsert", "1.5")))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.code()).isEqualTo(RefusalCode.MALFORMED));
  }

  /** Whoever writes the topic, what is read once is read again in the same way. */
  @Test
  void findsTheOperationBehindAnythingThatItReads() {
    String after = "," + record("delete", "1.5").substring(1);

    assertThat(decode("{\"x\":NaN" + after)).isInstanceOf(Deleted.class);
    assertThat(decode("{\"x\":" + "9".repeat(2_000) + after)).isInstanceOf(Deleted.class);
  }

  /** A month of Tokyo has ended when the one of Berlin has not; New York's ends later. */
  @Test
  void believesOfAnotherCalendarWhatHasEndedInThisOne() {
    assertThat(completed("Europe/Berlin")).isEqualTo("2026-10");
    assertThat(completed("America/New_York")).isEqualTo("2026-10");
    assertThat(completed("Asia/Tokyo")).isEqualTo("2026-09");
  }

  private String completed(String zone) {
    byte[] marker =
        Markers.published(PeriodCalendar.of("month", ZoneId.of(zone), null).parse("2026-10"));
    return ((Completion) decode(new String(marker, StandardCharsets.UTF_8))).period();
  }

  private static String record(String op, String bytes) {
    return ("{'store':'api-usage','meter':'evidence','period':'2026-10','op':'%s','revision':0,"
            + "'event':{'id':'e1','account':'a','at':'2026-10-05T10:00:00Z','bytes':'%s'}}")
        .formatted(op, bytes)
        .replace('\'', '"');
  }

  private Decoded decode(String json) {
    Instant now = Instant.parse("2026-11-05T10:00:00Z");
    return decoder.decode(
        new SourceRecord(
            new KafkaPosition("t", 0, 0),
            0,
            json.contains("$complete"),
            now,
            now.toEpochMilli(),
            json.getBytes(StandardCharsets.UTF_8)));
  }
}
