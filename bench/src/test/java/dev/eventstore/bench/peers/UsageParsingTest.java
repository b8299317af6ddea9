package dev.eventstore.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.bench.usage.UsageEvents;
import dev.eventstore.bench.usage.UsageJson;
import dev.eventstore.bench.usage.UsagePlan;
import dev.eventstore.decode.Markers;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class UsageParsingTest {
  @Test
  void readsWhatIsReported() throws IOException {
    UsageEvents events = new UsageEvents(UsagePlan.of(1_000));

    Usage usage = Usage.parse(new UsageJson(events).event(7));

    assertThat(usage.isMarker()).isFalse();
    assertThat(usage.id).hasSize(36);
    assertThat(usage.account).isEqualTo("account-%08d".formatted(events.account(7)));
    assertThat(usage.micros).isEqualTo(events.time(7));
    assertThat(usage.bytes).isEqualTo(BigDecimal.valueOf(events.thousandths(7), 3));
    assertThat(usage.isBilled()).isEqualTo(events.isBilled(7));
  }

  @Test
  void aMarkerIsDatedAtTheEndOfItsMonth() throws IOException {
    Usage marker = Usage.parse(Markers.toJson("2026-02"));

    assertThat(marker.isMarker()).isTrue();
    assertThat(marker.millis()).isEqualTo(millis("2026-03-01T00:00:00Z"));
  }

  @Test
  void monthsAreThoseOfTheZone() {
    Months months = new Months(ZoneId.of("Europe/Berlin"));
    long time = millis("2026-03-31T22:30:00Z");

    assertThat(months.start(time)).isEqualTo(millis("2026-03-31T22:00:00Z"));
    assertThat(months.end(time)).isEqualTo(millis("2026-04-30T22:00:00Z"));
    assertThat(months.name(time)).isEqualTo("2026-04");
    assertThat(months.end(months.start(time) - 1)).isEqualTo(months.start(time));
  }

  private static long millis(String time) {
    return Instant.parse(time).toEpochMilli();
  }
}
