package dev.eventstore.meter;

import dev.eventstore.period.Period;
import dev.eventstore.period.PeriodCalendar;
import dev.eventstore.spec.MeterSpec;
import dev.eventstore.spec.MeterSpec.OperatorSpec;
import dev.eventstore.table.TableFile;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.Field;
import dev.eventstore.value.FieldType;
import dev.eventstore.value.TimestampFormat;
import dev.eventstore.value.ValueWriter;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Released events for tests of meters: id, account (the key), at, seq (the version), path, n, x.
 *
 * @param n an integer, or null
 * @param x a decimal, or null
 */
record Released(
    String id,
    String account,
    Instant at,
    Long seq,
    String path,
    Long n,
    BigDecimal x,
    String source) {
  static final Instant START = Instant.parse("2026-10-05T13:00:00Z");

  /** The month that all of them are of. */
  static final Period PERIOD = PeriodCalendar.of("month", ZoneOffset.UTC, null).periodOf(START);

  static final EventSchema SCHEMA = schema(FieldType.INTEGER);

  /**
   * @param n the type of n
   */
  static EventSchema schema(FieldType n) {
    return new EventSchema(
        List.of(
            field("id", FieldType.STRING),
            field("account", FieldType.STRING),
            field("at", FieldType.TIMESTAMP),
            field("seq", FieldType.INTEGER),
            field("path", FieldType.STRING),
            field("n", n),
            field("x", FieldType.DECIMAL)),
        List.of("id"),
        List.of("account"),
        "at",
        "seq");
  }

  static Released of(String id) {
    return new Released(id, "a-1", START, null, null, null, null, "eu");
  }

  Released after(long seconds) {
    return new Released(id, account, START.plusSeconds(seconds), seq, path, n, x, source);
  }

  Released account(String other) {
    return new Released(id, other, at, seq, path, n, x, source);
  }

  Released seq(Long other) {
    return new Released(id, account, at, other, path, n, x, source);
  }

  Released path(String other) {
    return new Released(id, account, at, seq, other, n, x, source);
  }

  Released n(Long other) {
    return new Released(id, account, at, seq, path, other, x, source);
  }

  Released x(String other) {
    return new Released(id, account, at, seq, path, n, new BigDecimal(other), source);
  }

  Released from(String other) {
    return new Released(id, account, at, seq, path, n, x, other);
  }

  ReleasedEvent event() {
    Object[] values = {id, account, at, seq, path, n, x};
    return new ReleasedEvent(values, at, seq, new ValueWriter().value(id).toBytes(), source);
  }

  /** A meter of one aggregate over what the filters and derivations before it leave. */
  static MeterSpec spec(OperatorSpec... operators) {
    return new MeterSpec("m", List.of(operators), List.of("out"));
  }

  static MeterSpec.Aggregate aggregate(List<String> by, String... values) {
    return new MeterSpec.Aggregate(by, columns(values));
  }

  /** Columns and their expressions, by turns. */
  static Map<String, String> columns(String... texts) {
    Map<String, String> columns = new LinkedHashMap<>();
    for (int i = 0; i < texts.length; i += 2) {
      columns.put(texts[i], texts[i + 1]);
    }
    return columns;
  }

  static Meters meters(OperatorSpec... operators) {
    Meters meters = Meters.compile(SCHEMA, List.of(spec(operators)));
    meters.lookUpIn(TableFile::read, row -> {});
    return meters;
  }

  /** The contributions of events, by group as canonical bytes. */
  static List<Group> pass(Meters meters, List<Released> events) {
    MeterPass pass = new MeterPass(meters);
    events.forEach(event -> pass.add(event.event()));
    List<Group> groups = new ArrayList<>();
    pass.finish((meter, group, contribution) -> groups.add(new Group(group, contribution)));
    return groups;
  }

  record Group(byte[] group, Contribution contribution) {}

  private static Field field(String name, FieldType type) {
    return new Field(name, type, false, TimestampFormat.ISO);
  }
}
