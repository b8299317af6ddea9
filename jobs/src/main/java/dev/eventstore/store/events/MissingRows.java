package dev.eventstore.store.events;

import dev.eventstore.event.Refusal;
import dev.eventstore.event.RefusalCode;
import dev.eventstore.meter.MissingRow;
import dev.eventstore.meter.ReleasedEvent;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.StoredEvent;
import dev.eventstore.store.time.StorePeriods.StorePeriod;
import dev.eventstore.usage.JsonText;
import dev.eventstore.value.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * What lookups do not find for the event in work, for quarantine to tell. The event stays in the
 * store: it is the meter that cannot say what it costs.
 */
final class MissingRows {
  private final StoreSpec spec;
  private final List<String> fields;
  private final Consumer<Refusal> refusals;
  private final List<MissingRow> missing = new ArrayList<>();

  MissingRows(StoreSpec spec, Consumer<Refusal> refusals) {
    this.spec = spec;
    this.fields = spec.event().fields().stream().map(Field::name).toList();
    this.refusals = refusals;
  }

  void add(MissingRow row) {
    missing.add(row);
  }

  /** Another event is in work, or what is missing of this one has been told before. */
  void forget() {
    missing.clear();
  }

  boolean isEmpty() {
    return missing.isEmpty();
  }

  void tell(ReleasedEvent event, StoredEvent stored, StorePeriod period) {
    for (MissingRow row : missing) {
      refusals.accept(
          new Refusal(
              stored.source(),
              spec.regionOf(stored.source()),
              RefusalCode.MISSING_ROW,
              row.message(),
              row.column(),
              period.id(),
              event.time(),
              null,
              stored.received(),
              JsonText.object(fields, event.values())));
    }
    missing.clear();
  }
}
