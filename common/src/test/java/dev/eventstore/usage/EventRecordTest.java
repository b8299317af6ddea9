package dev.eventstore.usage;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.eventstore.period.Period;
import dev.eventstore.period.PeriodCalendar;
import dev.eventstore.usage.EventRecord.Operation;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class EventRecordTest {
  private static final Period OCTOBER =
      PeriodCalendar.of("month", ZoneId.of("UTC"), null).parse("2026-10");
  private static final List<String> COLUMNS = List.of("id", "at", "x", "n", "tags", "none");

  @Test
  void hasTheShapeOfTheContract() {
    EventRecord record = record(Operation.INSERT, 0, row("e-1", new BigDecimal("1E+3")));

    assertThat(json(record))
        .isEqualTo(
            "{\"store\":\"api-usage\",\"meter\":\"evidence\",\"period\":\"2026-10\","
                + "\"op\":\"insert\",\"revision\":0,\"event\":{\"id\":\"e-1\","
                + "\"at\":\"2026-10-05T13:00:00.000001Z\",\"x\":\"1000\",\"n\":-7,"
                + "\"tags\":{\"a\":\"1\",\"b\":\"\\\"\"},\"none\":null}}");
    assertThat(json(record(Operation.DELETE, 2, row("e-1", BigDecimal.ONE))))
        .contains("\"op\":\"delete\",\"revision\":2,");
  }

  @Test
  void isKeyedByEventAndPeriod() {
    EventRow row = row("e-1", BigDecimal.ONE);
    byte[] key = record(Operation.INSERT, 0, row).key();

    assertThat(key).asString(StandardCharsets.US_ASCII).matches("[0-9a-f]{32}");
    assertThat(record(Operation.UPDATE, 1, row("e-1", BigDecimal.TEN)).key()).isEqualTo(key);
    assertThat(record(Operation.INSERT, 0, row("e-2", BigDecimal.ONE)).key()).isNotEqualTo(key);
    assertThat(new EventRecord("api-usage", "other", OCTOBER, Operation.INSERT, 0, row).key())
        .isNotEqualTo(key);
  }

  @Test
  void keepsCharactersOfAnyKind() throws IOException {
    String id = "\u0000 \" \\ ä \uD83D\uDE00";
    byte[] json = record(Operation.INSERT, 0, row(id, BigDecimal.ONE)).toJson();

    assertThat(new ObjectMapper().readTree(json).path("event").path("id").textValue())
        .isEqualTo(id);
  }

  private static EventRow row(String id, BigDecimal x) {
    Object[] values = {
      id,
      Instant.parse("2026-10-05T13:00:00.000001Z"),
      x,
      -7L,
      new TreeMap<>(Map.of("b", "\"", "a", "1")),
      null
    };
    return EventRow.read(EventRow.write(values, new int[] {0}, COLUMNS, values));
  }

  private static EventRecord record(Operation operation, int revision, EventRow row) {
    return new EventRecord("api-usage", "evidence", OCTOBER, operation, revision, row);
  }

  private static String json(EventRecord record) {
    return new String(record.toJson(), StandardCharsets.UTF_8);
  }
}
