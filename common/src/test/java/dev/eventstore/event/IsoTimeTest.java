package dev.eventstore.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way through ISO timestamps says what the long one says, or nothing. */
class IsoTimeTest {

  @Property(tries = 5000)
  void agreesWithTheLibrary(@ForAll("texts") String text) {
    Instant read = IsoTime.parse(text);
    if (read != null) {
      assertThat(read).isEqualTo(library(text));
    }
  }

  private static Instant library(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  @Property(tries = 5000)
  void readsEveryInstant(@ForAll("instants") Instant instant) {
    assertThat(IsoTime.parse(instant.toString())).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2026-10-05T13:00:00Z",
        "2026-10-05T13:00:00.5Z",
        "2028-02-29T23:59:59.999999999Z",
        "2026-10-05T13:00:00+00:00",
        "2026-10-05T13:00:00.120+05:45",
        "2026-01-01T00:00:00-17:59"
      })
  void takesTheShortWay(String text) {
    assertThat(IsoTime.parse(text)).isEqualTo(OffsetDateTime.parse(text).toInstant());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "2026-10-05",
        "2026-10-05T13:00Z",
        "2026-10-05T13:00+02:00",
        "2026-10-05T13:00:00",
        "2026-10-05T13:00:00.Z",
        "2026-10-05T13:00:00.1234567890Z",
        "2026-10-05T13:00:00-00:00",
        "2026-10-05T13:00:00+18:00",
        "2026-10-05T13:00:00+0200",
        "2026-10-05T13:00:00+02:60",
        "2026-10-05t13:00:00z",
        "2026-10-05T24:00:00Z",
        "2026-10-05T13:60:00Z",
        "2026-12-31T23:59:60Z",
        "2026-02-29T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-00-01T00:00:00Z",
        "0000-01-01T00:00:00Z",
        "12026-10-05T13:00:00Z",
        "2026-10-05T13:00:00,5Z"
      })
  void leavesAnythingElseToTheLongWay(String text) {
    assertThat(IsoTime.parse(text)).isNull();
  }

  /** Timestamps, some with a character that does not belong there. */
  @Provide
  Arbitrary<String> texts() {
    Arbitrary<String> right =
        Combinators.combine(
                instants(),
                Arbitraries.of("Z", "+00:00", "+02:00", "-09:30", "+17:59", "-18:00", ""))
            .as((instant, offset) -> instant.toString().replace("Z", "") + offset);
    return Combinators.combine(
            right,
            Arbitraries.integers().between(0, 60),
            Arbitraries.of("", "", "0", "9", "3", ":", "-", ".", "T", "Z", " "))
        .as(
            (text, place, with) ->
                with.isEmpty() || place >= text.length()
                    ? text
                    : text.substring(0, place) + with + text.substring(place + 1));
  }

  @Provide
  Arbitrary<Instant> instants() {
    return Combinators.combine(
            Arbitraries.longs()
                .between(
                    Instant.parse("0001-01-01T00:00:00Z").getEpochSecond(),
                    Instant.parse("9999-12-31T00:00:00Z").getEpochSecond()),
            Arbitraries.of(0, 1, 120_000_000, 999_999_999, 4_000))
        .as(Instant::ofEpochSecond);
  }
}
