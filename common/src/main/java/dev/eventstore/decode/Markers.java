package dev.eventstore.decode;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.eventstore.event.Decoded;
import dev.eventstore.event.Decoded.Completion;
import dev.eventstore.event.Decoded.Refused;
import dev.eventstore.period.Period;
import dev.eventstore.period.PeriodCalendar;
import dev.eventstore.value.Values;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads and writes completeness markers (contract 3.4): {@code {"$complete": "2026-10", "count":
 * 120}}.
 */
public final class Markers {
  public static final String COMPLETE = "$complete";
  private static final String END = "end";

  private static final byte[] START = ("{\"" + COMPLETE + "\"").getBytes(StandardCharsets.UTF_8);

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private final PeriodCalendar calendar;

  public Markers(PeriodCalendar calendar) {
    this.calendar = calendar;
  }

  /** The marker that {@link #decode} reads. */
  public static byte[] toJson(Completion completion) {
    ObjectNode marker = JSON.createObjectNode().put(COMPLETE, completion.period());
    if (completion.count() >= 0) {
      marker.put("count", completion.count());
    }
    if (!completion.totals().isEmpty()) {
      ObjectNode totals = marker.putObject("totals");
      completion.totals().forEach((field, sum) -> totals.put(field, sum.toPlainString()));
    }
    return marker.toString().getBytes(StandardCharsets.UTF_8);
  }

  /**
   * The marker by which a store tells others that it has published a period. It says when the
   * period ends, since their calendars may be others.
   */
  public static byte[] published(Period period) {
    return JSON.createObjectNode()
        .put(COMPLETE, period.id())
        .put(END, period.end().toString())
        .toString()
        .getBytes(StandardCharsets.UTF_8);
  }

  /** The marker of a period without a manifest. */
  public static byte[] toJson(String period) {
    return toJson(new Completion(period, -1, Map.of()));
  }

  /** Whether text that is no JSON otherwise is a marker. */
  static boolean isMarker(byte[] bytes) {
    return bytes.length > START.length
        && Arrays.equals(bytes, 0, START.length, START, 0, START.length);
  }

  Decoded decode(byte[] bytes) {
    try {
      return completion(JSON.readTree(bytes));
    } catch (JsonProcessingException e) {
      return malformed("it is no JSON: " + JsonValues.fault(e));
    } catch (IOException e) {
      return malformed("it is no JSON");
    } catch (IllegalArgumentException e) {
      return malformed(e.getMessage());
    }
  }

  private Completion completion(JsonNode marker) {
    JsonNode period = marker == null ? null : marker.get(COMPLETE);
    if (period == null || !period.isTextual()) {
      throw new IllegalArgumentException("it needs \"$complete\" with the period's id as text");
    }
    JsonNode end = marker.get(END);
    return end == null
        ? new Completion(
            calendar.parse(period.textValue()).id(), count(marker), totals(marker.get("totals")))
        : new Completion(lastEndingBy(end), -1, Map.of());
  }

  /** The last period of this store that has ended when another store's period ends. */
  private String lastEndingBy(JsonNode end) {
    try {
      return calendar.lastEndedBy(Instant.parse(end.asText())).id();
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("\"end\" is no time such as 2026-11-01T00:00:00Z", e);
    }
  }

  private static long count(JsonNode marker) {
    JsonNode count = marker.get("count");
    if (count == null || count.isNull()) {
      return -1;
    }
    try {
      long whole = number(count).longValueExact();
      if (whole >= 0) {
        return whole;
      }
    } catch (ArithmeticException | NumberFormatException e) {
      // Told below, as what is negative is.
    }
    throw new IllegalArgumentException("\"count\" is not a whole number from 0");
  }

  private static Map<String, BigDecimal> totals(JsonNode totals) {
    Map<String, BigDecimal> read = new TreeMap<>();
    if (totals == null || totals.isNull()) {
      return read;
    }
    if (!totals.isObject()) {
      throw new IllegalArgumentException("\"totals\" is not a map of field to sum");
    }
    totals.properties().forEach(entry -> read.put(entry.getKey(), total(entry)));
    return read;
  }

  private static BigDecimal total(Map.Entry<String, JsonNode> entry) {
    try {
      return Values.decimal(number(entry.getValue()));
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("the total of \"" + entry.getKey() + "\" is no number", e);
    }
  }

  /**
   * A number, or text of one, as fields of events take them.
   *
   * @throws NumberFormatException where it is neither, or has too many digits
   */
  private static BigDecimal number(JsonNode value) {
    BigDecimal number = value.isNumber() ? value.decimalValue() : Values.parse(value.asText(""));
    if (!Values.isWritable(number)) {
      throw new NumberFormatException("too many digits");
    }
    return number;
  }

  private static Refused malformed(String why) {
    return Refused.malformed("the completeness marker cannot be read: " + why);
  }
}
