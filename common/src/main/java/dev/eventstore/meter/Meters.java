package dev.eventstore.meter;

import dev.eventstore.spec.MeterSpec;
import dev.eventstore.table.TableException;
import dev.eventstore.table.Tables;
import dev.eventstore.value.EventSchema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The meters of a store, compiled. For one thread. */
public final class Meters {
  private final Map<String, Meter> byName = new LinkedHashMap<>();

  private Meters() {}

  /**
   * @throws IllegalArgumentException where a meter is wrong; {@link MeterCheck} tells that before
   */
  public static Meters compile(EventSchema schema, List<MeterSpec> specs) {
    Meters meters = new Meters();
    for (MeterSpec spec : specs) {
      meters.byName.put(spec.name(), new Meter(schema, spec));
    }
    return meters;
  }

  /**
   * Takes the tables that are looked up: needed before any event.
   *
   * @param missing is told of what is not there, while the event is in work
   * @throws TableException where one cannot be read
   */
  public void lookUpIn(Tables tables, Consumer<MissingRow> missing) {
    byName.values().forEach(meter -> meter.lookUpIn(tables, missing));
  }

  /** In the order of the store file. */
  public List<Meter> all() {
    return List.copyOf(byName.values());
  }

  /** The meter of a name, or null where the store file has none any more. */
  public Meter byName(String name) {
    return byName.get(name);
  }
}
