package dev.eventstore.output;

import dev.eventstore.expression.IntegerRange;
import dev.eventstore.meter.Meter;
import dev.eventstore.meter.Meters;
import dev.eventstore.spec.StoreSpec;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What one meter says as a table: a fixed set of columns, in the order of its records' JSON
 * (contract 3.9). It depends on the meter alone, and so all files of a meter are alike; a column is
 * wide enough for every integer that its formula can make.
 */
public record MeterTable(String meter, List<Column> columns) implements Serializable {

  /** The tables of a store, by the names of its meters. */
  public static Map<String, MeterTable> of(StoreSpec spec) {
    Map<String, MeterTable> tables = new LinkedHashMap<>();
    for (Meter meter : Meters.compile(spec.event(), spec.meters()).all()) {
      tables.put(meter.name(), of(meter));
    }
    return tables;
  }

  static MeterTable of(Meter meter) {
    Builder table = new Builder();
    if (meter.aggregates()) {
      usage(meter, table);
    } else {
      events(meter, table);
    }
    return new MeterTable(meter.name(), List.copyOf(table.columns));
  }

  private static void usage(Meter meter, Builder table) {
    table.all(ColumnType.STRING, "id", "store", "meter", "meterVersion", "period");
    table.all(ColumnType.TIMESTAMP, "start", "end");
    table.all(ColumnType.STRING, "zone");
    meter.groups().forEach(name -> table.add("group", name, type(meter, name)));
    meter.values().forEach(name -> table.add("values", name, value(meter, name)));
    table.all(ColumnType.INTEGER, "revision");
    meter.values().stream()
        .filter(name -> value(meter, name).isNumber())
        .forEach(name -> table.add("delta", name, value(meter, name)));
    table.all(ColumnType.STRING, "reason");
    table.all(ColumnType.INTEGER, "events");
    table.all(ColumnType.COUNTS, "sources");
    table.all(ColumnType.STRING, "digest");
  }

  /**
   * A value has the type of what it may grow by, null being 0. That may pass 64 bits, whatever the
   * value is, but for counts.
   */
  private static ColumnType value(Meter meter, String name) {
    ColumnType type = ColumnType.of(meter.type(name));
    if (type != ColumnType.INTEGER || meter.counts(name)) {
      return type;
    }
    IntegerRange value = meter.range(name).or(IntegerRange.ZERO);
    return big(value.minus(value));
  }

  private static ColumnType type(Meter meter, String name) {
    ColumnType type = ColumnType.of(meter.type(name));
    boolean isBig = type == ColumnType.INTEGER && !meter.range(name).isLong();
    return isBig ? big(meter.range(name)) : type;
  }

  private static ColumnType big(IntegerRange range) {
    return range.equals(IntegerRange.ANY) ? ColumnType.ANY_INTEGER : ColumnType.BIG_INTEGER;
  }

  private static void events(Meter meter, Builder table) {
    table.all(ColumnType.STRING, "store", "meter", "period", "op");
    table.all(ColumnType.INTEGER, "revision");
    meter.columns().forEach(name -> table.add("event", name, type(meter, name)));
  }

  private static final class Builder {
    private final List<Column> columns = new ArrayList<>();

    void add(String section, String name, ColumnType type) {
      columns.add(new Column(section, name, type));
    }

    void all(ColumnType type, String... names) {
      for (String name : names) {
        add("", name, type);
      }
    }
  }
}
