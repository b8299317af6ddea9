package dev.eventstore.bench.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.YearMonth;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UsageTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final long EVENTS = 60_000;

  private final UsagePlan plan = new UsagePlan(EVENTS, 500, 0, 3, 7);
  private final UsageEvents events = new UsageEvents(plan);
  private final Map<String, JsonNode> first = new HashMap<>();
  private final Set<String> crossed = new HashSet<>();
  private final Map<String, String> places = new HashMap<>();
  private long records;
  private long bytes;
  private long duplicates;
  private long conflicts;

  @Test
  void theTotalsAreThoseOfTheFirstReportOfEachId() {
    report(false);

    assertThat(seen().differences(Totals.atClose(events))).isZero();

    report(true);

    Totals corrected = Totals.corrected(events);
    assertThat(seen().differences(corrected)).isZero();
    assertThat(seen().digest()).isEqualTo(corrected.digest());
    assertThat(first).hasSize((int) EVENTS);
  }

  @Test
  void duplicatesConflictsAndLateEventsAreAsFrequentAsPromised() {
    report(false);

    assertThat(EVENTS - first.size()).isBetween(EVENTS * 4 / 1000, EVENTS * 6 / 1000);
    assertThat(duplicates).isBetween(EVENTS * 9 / 1000, EVENTS * 11 / 1000);
    assertThat((long) crossed.size()).isBetween(EVENTS * 4 / 1000, EVENTS * 6 / 1000);
    assertThat(conflicts).isBetween(EVENTS * 1 / 1000, EVENTS * 3 / 1000);
    assertThat(bytes / records).isBetween(190L, 210L);
  }

  @Test
  void accountsFollowZipfsLawBesidesTheHotOne() {
    UsageEvents skewed = new UsageEvents(plan.withHot(50));
    long[] counts = new long[3];
    for (long n = 0; n < EVENTS; n++) {
      for (int account = 0; account < counts.length; account++) {
        counts[account] += skewed.account(n) == account ? 1 : 0;
      }
    }
    double share = 0.5 / 6.793;
    assertThat(counts[0] / (double) EVENTS).isBetween(0.5 + share * 0.9, 0.5 + share * 1.1);
    assertThat(counts[1] / (double) EVENTS).isBetween(share / 2 * 0.9, share / 2 * 1.1);
    assertThat(counts[2] / (double) EVENTS).isBetween(share / 3 * 0.9, share / 3 * 1.1);
  }

  @Test
  void anotherSeedGivesOtherTotals() {
    UsageEvents others = new UsageEvents(new UsagePlan(EVENTS, 500, 0, 3, 8));

    assertThat(Totals.corrected(others).digest()).isNotEqualTo(Totals.corrected(events).digest());
  }

  /** All sources one after the other, the last first: who comes first must not matter. */
  private void report(boolean late) {
    for (int source = UsagePlan.SOURCES.size() - 1; source >= 0; source--) {
      String name = UsagePlan.SOURCES.get(source);
      UsageReport report =
          new UsageReport(events, source, (partition, record) -> take(name, partition, record));
      if (late) {
        report.late();
      } else {
        report.onTime();
      }
    }
  }

  private void take(String source, int partition, byte[] record) {
    records++;
    bytes += record.length;
    JsonNode event = read(record);
    String id = event.get("event_id").textValue();
    JsonNode known = first.putIfAbsent(id, event);
    String place = source + partition;
    String before = places.putIfAbsent(id, place);
    if (known == null) {
      return;
    }
    if (known.equals(event)) {
      duplicates++;
      if (!before.startsWith(source)) {
        crossed.add(id);
      }
    } else {
      conflicts++;
      assertThat(place).isEqualTo(before);
    }
  }

  private Totals seen() {
    Map<String, BigDecimal> sums = new HashMap<>();
    Map<String, Long> counts = new HashMap<>();
    for (JsonNode event : first.values()) {
      if (event.get("status").intValue() < 500) {
        String group =
            event.get("account_id").textValue()
                + "/"
                + event.get("occurred_at").textValue().substring(0, 7);
        sums.merge(group, new BigDecimal(event.get("bytes").textValue()), BigDecimal::add);
        counts.merge(group, 1L, Long::sum);
      }
    }
    Totals totals = new Totals(plan);
    sums.forEach(
        (group, sum) -> {
          String[] parts = group.split("/");
          int period = plan.periods().indexOf(YearMonth.parse(parts[1]));
          totals.set(parts[0], period, sum, counts.get(group));
        });
    return totals;
  }

  private static JsonNode read(byte[] record) {
    try {
      return JSON.readTree(record);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
