package dev.eventstore.usage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eventstore.period.Period;
import dev.eventstore.period.PeriodCalendar;
import dev.eventstore.value.Digest;
import dev.eventstore.value.ValueWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class UsageRecordTest {
  private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
  private static final Period OCTOBER = PeriodCalendar.of("month", BERLIN, null).parse("2026-10");
  private static final List<String> GROUPS = List.of("account_id", "plan.tier");
  private static final List<String> NAMES = List.of("quantity", "calls", "users");
  private static final Figure FIGURE =
      figure(3, Map.of("us", 1L, "eu", 2L), new BigDecimal("123.4570"), 3L, 2L);

  @Test
  void hasTheShapeOfTheContract() {
    assertThat(json(record(FIGURE, null, 0, Reason.RELEASE)))
        .isEqualTo(
            "{\"id\":\"ID\",\"store\":\"api-usage\",\"meter\":\"api-gb\","
                    .replace("ID", record(FIGURE, null, 0, Reason.RELEASE).id())
                + "\"meterVersion\":\"0123456789ab\",\"period\":\"2026-10\","
                + "\"start\":\"2026-09-30T22:00:00Z\",\"end\":\"2026-10-31T23:00:00Z\","
                + "\"zone\":\"Europe/Berlin\","
                + "\"group\":{\"account_id\":\"a-1\",\"plan.tier\":\"gold\"},"
                + "\"values\":{\"quantity\":\"123.457\",\"calls\":3,\"users\":2},"
                + "\"revision\":0,"
                + "\"delta\":{\"quantity\":\"123.457\",\"calls\":3,\"users\":2},"
                + "\"reason\":\"release\",\"events\":3,\"sources\":{\"eu\":2,\"us\":1},"
                + "\"digest\":\"00000000000000010000000000000002\"}");
  }

  /** Ids are in customers' databases: these never change. */
  @Test
  void idStaysTheSame() {
    UsageRecord first = record(FIGURE, null, 0, Reason.RELEASE);

    assertThat(first.id()).isEqualTo(GOLDEN_ID);
    assertThat(record(figure(0, Map.of(), null, 0L, 0L), FIGURE, 7, Reason.DELETED).id())
        .isEqualTo(first.id());
    assertThat(first.key()).asString(StandardCharsets.US_ASCII).isEqualTo(first.id());
    assertThat(withGroup(new ValueWriter().value("a-1").value("silver").toBytes()).id())
        .isNotEqualTo(first.id());
  }

  private static final String GOLDEN_ID = "8535f9d0c638590213cc83d63e41cf94";

  @Test
  void saysWhatNumbersGrewBy() {
    Figure late = figure(4, Map.of("eu", 4L), new BigDecimal("100"), 4L, 2L);

    assertThat(json(record(late, FIGURE, 1, Reason.LATE)))
        .contains("\"revision\":1,\"delta\":{\"quantity\":\"-23.457\",\"calls\":1,\"users\":0},")
        .contains("\"reason\":\"late\"");
  }

  @Test
  void aGroupLeftWithoutEventsTakesAllBack() {
    assertThat(json(record(figure(0, Map.of(), null, 0L, 0L), FIGURE, 1, Reason.DELETED)))
        .contains("\"values\":{\"quantity\":null,\"calls\":0,\"users\":0}")
        .contains("\"delta\":{\"quantity\":\"-123.457\",\"calls\":-3,\"users\":-2}")
        .contains("\"reason\":\"deleted\",\"events\":0,\"sources\":{}");
  }

  @Test
  void onlyNumbersHaveDeltas() {
    List<String> names = List.of("last", "paid", "at", "none", "new");
    Figure before =
        new Figure(
            1,
            new TreeMap<>(),
            Digest.NONE,
            GROUPS,
            List.of("last", "gone"),
            new Object[] {"/a", 5L});
    Figure after =
        new Figure(
            1,
            new TreeMap<>(),
            Digest.NONE,
            GROUPS,
            names,
            new Object[] {"/b", true, Instant.EPOCH, null, new BigDecimal("2")});

    assertThat(json(record(after, before, 1, Reason.REPROCESSED)))
        .contains(
            "\"values\":{\"last\":\"/b\",\"paid\":true,\"at\":\"1970-01-01T00:00:00Z\","
                + "\"none\":null,\"new\":\"2\"},")
        .contains("\"delta\":{\"new\":\"2\"}");
  }

  @Test
  void aTypeThatChangedStillHasADelta() {
    Figure before =
        new Figure(1, new TreeMap<>(), Digest.NONE, GROUPS, List.of("q"), new Object[] {5L});
    Figure after =
        new Figure(
            1,
            new TreeMap<>(),
            Digest.NONE,
            GROUPS,
            List.of("q"),
            new Object[] {new BigDecimal("5.5")});

    assertThat(json(record(after, before, 1, Reason.REPROCESSED)))
        .contains("\"delta\":{\"q\":\"0.5\"}");
    assertThat(json(record(before, after, 2, Reason.REPROCESSED)))
        .contains("\"delta\":{\"q\":\"-0.5\"}");
  }

  @Test
  void writesNumbersPlainlyAndExactly() {
    BigInteger huge = BigInteger.valueOf(Long.MAX_VALUE).multiply(BigInteger.TWO);
    Figure figure = figure(1, Map.of(), new BigDecimal("1E+3"), huge, Long.MIN_VALUE);

    assertThat(json(record(figure, null, 0, Reason.RELEASE)))
        .contains(
            "\"values\":{\"quantity\":\"1000\",\"calls\":18446744073709551614,"
                + "\"users\":-9223372036854775808}")
        .contains("\"delta\":{\"quantity\":\"1000\",\"calls\":18446744073709551614,");
    assertThat(json(record(figure, figure(1, Map.of(), null, 1L, 1L), 1, Reason.LATE)))
        .contains(
            "\"delta\":{\"quantity\":\"1000\",\"calls\":18446744073709551613,"
                + "\"users\":-9223372036854775809}");
  }

  @Test
  void nullIsAGroupValue() {
    assertThat(json(withGroup(new ValueWriter().value(null).value(7L).toBytes())))
        .contains("\"group\":{\"account_id\":null,\"plan.tier\":7}");
  }

  private static UsageRecord record(Figure figure, Figure previous, int revision, Reason reason) {
    byte[] group = new ValueWriter().value("a-1").value("gold").toBytes();
    return record(group, figure, previous, revision, reason);
  }

  private static UsageRecord withGroup(byte[] group) {
    return record(group, FIGURE, null, 0, Reason.RELEASE);
  }

  private static UsageRecord record(
      byte[] group, Figure figure, Figure previous, int revision, Reason reason) {
    MeterInfo meter = new MeterInfo("api-gb", "0123456789ab");
    return new UsageRecord(
        "api-usage", meter, OCTOBER, BERLIN, group, figure, previous, revision, reason);
  }

  private static Figure figure(long events, Map<String, Long> sources, Object... values) {
    return new Figure(events, new TreeMap<>(sources), new Digest(1, 2), GROUPS, NAMES, values);
  }

  private static String json(UsageRecord record) {
    return new String(record.toJson(), StandardCharsets.UTF_8);
  }
}
