package dev.eventstore.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eventstore.value.TimestampFormat;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Timestamps ISO = Timestamps.of(TimestampFormat.ISO);
  private static final Timestamps MILLIS = format("epoch_millis");
  private static final Timestamps SECONDS = format("epoch_seconds");

  @ParameterizedTest
  @CsvSource({
    "2026-10-05T13:00:00Z, 2026-10-05T13:00:00Z",
    "2026-10-05T13:00:00+02:00, 2026-10-05T11:00:00Z",
    "2026-10-05T13:00:00-0330, 2026-10-05T16:30:00Z",
    "2026-10-05T13:00:00+14, 2026-10-04T23:00:00Z",
    "2026-10-05T13:00+02:00, 2026-10-05T11:00:00Z",
    "2026-10-05T13:00:00.5Z, 2026-10-05T13:00:00.500Z",
    "2026-10-05T13:00:00.123456789Z, 2026-10-05T13:00:00.123456789Z",
    "' 2026-10-05T13:00:00Z ', 2026-10-05T13:00:00Z",
    "2024-02-29T00:00:00Z, 2024-02-29T00:00:00Z"
  })
  void readsIsoWithOffsets(String text, Instant instant) throws BadValueException {
    assertThat(ISO.of(text)).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-10-05",
        "2026-10-05T13:00:00",
        "2026-10-05 13:00:00Z",
        "2026-02-30T13:00:00Z",
        "2026-13-01T13:00:00Z",
        "2026-10-05T24:00:00Z",
        "2026-10-05T13:00:60Z",
        "2026-10-05T13:00:00+19:00",
        "2026-10-05T13:00:00.1234567891Z",
        "0000-12-31T23:59:59Z",
        "+10000-01-01T00:00:00Z",
        "9999-12-31T23:00:00Z",
        "1790000000000",
        "tomorrow"
      })
  void refusesWhatIsNoIsoTime(String text) {
    assertThatThrownBy(() -> ISO.of(text))
        .isInstanceOfSatisfying(
            BadValueException.class, bad -> assertThat(bad.code()).isEqualTo(RefusalCode.BAD_TIME))
        .hasMessage("takes a time like 2026-10-05T13:00:00+02:00 and not '" + text + "'");
  }

  @Test
  void takesWhatAnExpressionMadeATimeAlready() throws BadValueException {
    assertThat(ISO.of(Instant.EPOCH)).isEqualTo(Instant.EPOCH);
    assertThat(MILLIS.of(Instant.EPOCH)).isEqualTo(Instant.EPOCH);
  }

  @ParameterizedTest
  @CsvSource({
    "1790000000000, 2026-09-21T14:13:20Z",
    "1790000000123.456789, 2026-09-21T14:13:20.123456789Z",
    "1790000000000.0000009, 2026-09-21T14:13:20Z",
    "1.79E12, 2026-09-21T14:13:20Z",
    "0, 1970-01-01T00:00:00Z",
    "-1, 1969-12-31T23:59:59.999Z",
    "-0.5, 1969-12-31T23:59:59.999500Z",
    "-0.0000001, 1969-12-31T23:59:59.999999999Z"
  })
  void readsMillisecondsDownToNanoseconds(String number, Instant instant) throws BadValueException {
    assertThat(MILLIS.of(number)).isEqualTo(instant);
    assertThat(MILLIS.of(new BigDecimal(number))).isEqualTo(instant);
  }

  @Test
  void readsSeconds() throws BadValueException {
    assertThat(SECONDS.of(1_790_000_000L)).isEqualTo("2026-09-21T14:13:20Z");
    assertThat(SECONDS.of("1790000000.25")).isEqualTo("2026-09-21T14:13:20.250Z");
    assertThat(SECONDS.of(new BigDecimal("-1.5"))).isEqualTo("1969-12-31T23:59:58.500Z");
  }

  @Test
  void refusesNumbersThatAreNoTime() {
    Object[] wrong = {
      "",
      "soon",
      "NaN",
      "1e400",
      Double.NaN,
      true,
      Long.MAX_VALUE,
      Long.MIN_VALUE,
      new BigDecimal("1E+2000000000"),
      new BigDecimal("1E-2000000000"),
      "1".repeat(100_000)
    };
    for (Object raw : wrong) {
      assertThatThrownBy(() -> MILLIS.of(raw))
          .as(String.valueOf(raw))
          .isInstanceOf(BadValueException.class)
          .hasMessageStartingWith("takes milliseconds since 1970 and not ");
      assertThatThrownBy(() -> SECONDS.of(raw)).isInstanceOf(BadValueException.class);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "yyyy-MM-dd HH:mm:ss|2026-10-05 13:00:00|2026-10-05T11:00:00Z",
        "yyyy-MM-dd HH:mm:ss.SSSSSS|2026-12-05 13:00:00.000001|2026-12-05T12:00:00.000001Z",
        "yyyy-MM-dd HH:mm XXX|2026-10-05 13:00 -05:00|2026-10-05T18:00:00Z",
        "yyyy-MM-dd HH:mm VV|2026-10-05 13:00 Asia/Tokyo|2026-10-05T04:00:00Z",
        "dd/MM/yyyy hh:mm a|05/10/2026 01:00 PM|2026-10-05T11:00:00Z",
        "EEE, dd MMM yyyy HH:mm:ss Z|Mon, 05 Oct 2026 13:00:00 +0200|2026-10-05T11:00:00Z",
        "yyyyMMdd|20261005|2026-10-04T22:00:00Z",
        "uuuu-MM-dd|2026-10-05|2026-10-04T22:00:00Z",
        "yyyy-MM-dd HH:mm|2026-03-29 02:30|2026-03-29T01:30:00Z",
        "yyyy-MM-dd HH:mm|2026-10-25 02:30|2026-10-25T00:30:00Z"
      })
  void readsPatternsInTheirZone(String pattern, String text, Instant instant)
      throws BadValueException {
    assertThat(Timestamps.of(new TimestampFormat(pattern, BERLIN)).of(text)).isEqualTo(instant);
  }

  @Test
  void readsPatternsOfDigitsFromNumbers() throws BadValueException {
    assertThat(format("yyyyMMdd").of(20_261_005L)).isEqualTo("2026-10-05T00:00:00Z");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"2026-02-30 13:00", "2025-02-29 13:00", "2026-10-05 24:00", "2026-10-05", "x"})
  void neverBendsADate(String text) {
    assertThatThrownBy(() -> format("yyyy-MM-dd HH:mm").of(text))
        .isInstanceOf(BadValueException.class)
        .hasMessage("takes a time of the pattern yyyy-MM-dd HH:mm and not '" + text + "'");
  }

  private static Timestamps format(String pattern) {
    return Timestamps.of(new TimestampFormat(pattern, ZoneId.of("UTC")));
  }
}
