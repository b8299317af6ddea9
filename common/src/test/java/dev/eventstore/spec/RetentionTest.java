package dev.eventstore.spec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetentionTest {
  @ParameterizedTest
  @CsvSource({
    "P13M,   2026-09-30T22:00:00Z, 2027-10-31T23:00:00Z",
    "P1M,    2026-09-30T22:00:00Z, 2026-10-31T23:00:00Z",
    "P30D,   2026-09-30T22:00:00Z, 2026-10-30T23:00:00Z",
    "P1M,    2026-01-30T23:00:00Z, 2026-02-27T23:00:00Z",
    "PT720H, 2026-09-30T22:00:00Z, 2026-10-30T22:00:00Z",
    "P1DT1H, 2026-10-24T22:00:00Z, 2026-10-25T23:00:00Z",
    "P0D,    2026-09-30T22:00:00Z, 2026-09-30T22:00:00Z",
  })
  void countsInDatesOfTheZoneOrInHours(String text, Instant end, Instant expiry) {
    assertThat(Retention.parse(text).expiry(end, ZoneId.of("Europe/Berlin"))).isEqualTo(expiry);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "13 months", "P", "P1MT1H", "PT"})
  void refusesOtherText(String text) {
    assertThatThrownBy(() -> Retention.parse(text)).isInstanceOf(DateTimeParseException.class);
  }

  @Test
  void isEqualByItsAmount() {
    assertThat(Retention.parse("P13M")).isEqualTo(Retention.parse("P13M"));
  }
}
