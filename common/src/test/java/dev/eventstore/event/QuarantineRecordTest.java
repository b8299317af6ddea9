package dev.eventstore.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.event.Position.FilePosition;
import dev.eventstore.event.Position.KafkaPosition;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class QuarantineRecordTest {
  private static final Instant TIME = Instant.parse("2026-10-05T13:00:00.123Z");

  @Test
  void tellsEverythingInOneLine() {
    Refusal refusal =
        new Refusal(
            "eu",
            "eu-west",
            RefusalCode.MISSING_FIELD,
            "field 'gb' is missing",
            "gb",
            "2026-10-05T13:00Z",
            TIME,
            new KafkaPosition("usage.eu", 3, 1L << 40),
            1_000,
            utf8("{\"id\":\"ä\"\n}"));

    assertThat(new String(QuarantineRecord.toJson("shop", refusal), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"store\":\"shop\",\"source\":\"eu\",\"region\":\"eu-west\",\"code\":\"missing-field\","
                + "\"message\":\"field 'gb' is missing\",\"field\":\"gb\","
                + "\"period\":\"2026-10-05T13:00Z\",\"time\":\"2026-10-05T13:00:00.123Z\","
                + "\"topic\":\"usage.eu\",\"partition\":3,\"offset\":1099511627776,"
                + "\"receivedAt\":\"1970-01-01T00:00:01Z\","
                + "\"original\":\"{\\\"id\\\":\\\"ä\\\"\\n}\"}");
  }

  @Test
  void leavesOutWhatIsNotKnownAndKeepsBytesThatAreNoText() {
    Refusal refusal = unknown(new byte[] {'{', (byte) 0xFF, 0});

    assertThat(new String(QuarantineRecord.toJson("shop", refusal), StandardCharsets.UTF_8))
        .isEqualTo(
            "{\"store\":\"shop\",\"source\":\"eu\",\"code\":\"malformed\",\"message\":\"no JSON\","
                + "\"file\":\"a/b.jsonl\",\"line\":7,\"receivedAt\":\"1970-01-01T00:00:00.005Z\","
                + "\"originalBase64\":\"e/8A\"}");
  }

  @Test
  void comesBackWithEveryCode() throws IOException {
    for (RefusalCode code : RefusalCode.values()) {
      Refusal refusal =
          new Refusal(
              "eu", "r", code, "m", "f", "p", TIME, new KafkaPosition("t", 0, 1, 2), 7, utf8("{}"));
      assertThat(QuarantineRecord.fromJson(QuarantineRecord.toJson("shop", refusal)))
          .usingRecursiveComparison()
          .isEqualTo(new QuarantineRecord("shop", refusal, false));
    }
  }

  @Property(tries = 300)
  void givesTheOriginalBytesBack(@ForAll byte[] original) throws IOException {
    assertThat(roundTrip(unknown(original)))
        .usingRecursiveComparison()
        .isEqualTo(unknown(original));
  }

  @Property(tries = 300)
  void givesTheOriginalTextBack(@ForAll String original) throws IOException {
    assertThat(roundTrip(unknown(utf8(original))).original()).isEqualTo(utf8(original));
  }

  @Test
  void keepsOriginalsOfAnyLength() throws IOException {
    byte[] original = utf8("x".repeat(21 << 20));

    assertThat(roundTrip(unknown(original)).original()).isEqualTo(original);
  }

  @Test
  void onATopicNoRecordIsLongerThanBrokersTake() throws IOException {
    for (String part : List.of("x", "\u0001", "ä", "\"")) {
      for (int length : new int[] {640 << 10, 16 << 20}) {
        byte[] original = utf8(part.repeat(length / utf8(part).length));
        byte[] json = QuarantineRecord.toJsonForTopic("shop", unknown(original));

        assertThat(json).hasSizeLessThan(1_000_000);
        byte[] kept = QuarantineRecord.fromJson(json).refusal().original();
        assertThat(kept)
            .isEqualTo(length == 640 << 10 ? original : Arrays.copyOf(original, 64 << 10));
      }
    }
  }

  @Test
  void refusesWhatIsNoQuarantineRecord() {
    for (String json : new String[] {"", "[]", "{", "{\"code\":\"late\"}", "{\"code\":\"no\"}"}) {
      assertThatThrownBy(() -> QuarantineRecord.fromJson(utf8(json)))
          .isInstanceOf(IOException.class);
    }
  }

  private static Refusal unknown(byte[] original) {
    return new Refusal(
        "eu",
        null,
        RefusalCode.MALFORMED,
        "no JSON",
        null,
        null,
        null,
        new FilePosition("a/b.jsonl", 7),
        5,
        original);
  }

  private static Refusal roundTrip(Refusal refusal) throws IOException {
    return QuarantineRecord.fromJson(QuarantineRecord.toJson("shop", refusal)).refusal();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
