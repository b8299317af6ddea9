package dev.eventstore.store.events;

import dev.eventstore.event.ContentLayouts;
import dev.eventstore.meter.Meter;
import dev.eventstore.meter.MeterHistory;
import dev.eventstore.meter.MeterPass;
import dev.eventstore.meter.Meters;
import dev.eventstore.meter.ReleasedEvent;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.Bytes;
import dev.eventstore.state.FigureKey;
import dev.eventstore.state.MeterOutput;
import dev.eventstore.state.StoreKey;
import dev.eventstore.state.StoredEvent;
import dev.eventstore.store.events.KeptEvents.Kept;
import dev.eventstore.store.time.StorePeriods.StorePeriod;
import dev.eventstore.usage.Reason;
import dev.eventstore.value.EventSchema;
import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Gives a chunk's events to the meters, in one scan, and says what each group of them is: a
 * contribution, which replaces what this chunk said of the group before.
 */
final class Release {
  private static final byte[] NOTHING = new byte[0];

  private final EventSchema schema;
  private final ContentLayouts layouts;
  private final EventStates states;
  private final List<Meter> eventMeters;
  private final MeterPass pass;
  private final Rounds rounds;
  private final MeterHistory history;
  private final MissingRows missing;
  private final Consumer<MeterOutput> output;
  private final ValueWriter writer = new ValueWriter();

  Release(
      StoreSpec spec,
      Meters meters,
      ContentLayouts layouts,
      EventStates states,
      Rounds rounds,
      MeterHistory history,
      MissingRows missing,
      Consumer<MeterOutput> output) {
    this.schema = spec.event();
    this.layouts = layouts;
    this.states = states;
    this.eventMeters = meters.all().stream().filter(meter -> !meter.aggregates()).toList();
    this.pass = new MeterPass(meters);
    this.rounds = rounds;
    this.history = history;
    this.missing = missing;
    this.output = output;
  }

  /**
   * Says every group of the current chunk, and every event to the meters without aggregate.
   *
   * @return how many events the chunk has
   */
  int all(StoreKey chunk, StorePeriod period, Reason reason) throws Exception {
    byte[] part = chunk.toBytes();
    Set<String> outdated = outdated(period);
    final int events =
        KeptEvents.each(
            states,
            chunk,
            kept -> {
              ReleasedEvent event = event(kept.event());
              missing.forget();
              pass.add(event);
              say(event, part, kept.event(), period, reason, outdated);
              missing.tell(event, kept.event(), period);
            });
    pass.finish(
        (meter, group, contribution) -> {
          if (!outdated.contains(meter.name())) {
            say(meter.name(), group, part, contribution.toBytes(), period, reason.ordinal());
          }
        });
    return events;
  }

  /**
   * Says the changed groups of the current chunk; those that have no event left are withdrawn.
   * Nothing is said of changes that were noted for a meter that has changed since.
   */
  void changed(StoreKey chunk, StorePeriod period) throws Exception {
    Map<Bytes, Integer> waiting = new HashMap<>();
    for (Map.Entry<Bytes, Integer> entry : states.changed.entries()) {
      waiting.put(entry.getKey(), entry.getValue());
    }
    if (waiting.isEmpty()) {
      return;
    }
    byte[] part = chunk.toBytes();
    Set<String> outdated = outdated(period);
    waiting.keySet().removeIf(name -> outdated.contains(new ValueReader(name.array()).string()));
    KeptEvents.each(states, chunk, kept -> pass.add(event(kept.event())));
    pass.finish(
        (meter, group, contribution) -> {
          Integer reason = waiting.remove(name(meter, group));
          if (reason != null) {
            say(meter.name(), group, part, contribution.toBytes(), period, reason);
          }
        });
    waiting.forEach((name, reason) -> withdraw(name, part, period, reason));
    states.changed.clear();
  }

  /** The groups an event belongs to, by their names in the state of changes. */
  List<Bytes> groupsOf(Kept kept, StorePeriod period) {
    List<Bytes> groups = new ArrayList<>();
    Set<String> outdated = outdated(period);
    missing.forget();
    pass.add(event(kept.event()));
    pass.finish(
        (meter, group, contribution) -> {
          if (!outdated.contains(meter.name())) {
            groups.add(name(meter, group));
          }
        });
    return groups;
  }

  /**
   * Says one event, of which {@link #groupsOf} was the last, to the meters without aggregate; and
   * to quarantine what any of the meters does not find for it.
   */
  void event(Kept kept, StorePeriod period, Reason reason) {
    if (eventMeters.isEmpty() && missing.isEmpty()) {
      return;
    }
    ReleasedEvent event = event(kept.event());
    say(event, kept.chunk().toBytes(), kept.event(), period, reason, outdated(period));
    missing.tell(event, kept.event(), period);
  }

  /** Takes one event back from the meters without aggregate. */
  void withdrawn(Kept kept, StorePeriod period, Reason reason) {
    byte[] part = kept.chunk().toBytes();
    Set<String> outdated = outdated(period);
    for (Meter meter : eventMeters) {
      if (!outdated.contains(meter.name())) {
        say(meter.name(), part, kept.event().name(), NOTHING, period, reason.ordinal());
      }
    }
  }

  private void say(
      ReleasedEvent event,
      byte[] part,
      StoredEvent stored,
      StorePeriod period,
      Reason reason,
      Set<String> outdated) {
    for (Meter meter : eventMeters) {
      if (!outdated.contains(meter.name())) {
        byte[] row = meter.emit(event).orElse(NOTHING);
        say(meter.name(), part, stored.name(), row, period, reason.ordinal());
      }
    }
  }

  /** The meters that say nothing of a period until it is reprocessed. */
  private Set<String> outdated(StorePeriod period) {
    return history.outdated(rounds.all()).in(period.period());
  }

  /** An event's values, in the schema's field order. */
  Object[] values(Kept kept) {
    return event(kept.event()).values();
  }

  private ReleasedEvent event(StoredEvent stored) {
    Object[] values = layouts.join(stored.key(), stored.id(), stored.layout(), stored.content());
    Instant time =
        schema.timeField().isPresent()
            ? (Instant) values[schema.timeField().getAsInt()]
            : stored.time();
    Comparable<?> version =
        schema.versionField().isPresent()
            ? (Comparable<?>) values[schema.versionField().getAsInt()]
            : null;
    return new ReleasedEvent(values, time, version, stored.id(), stored.source());
  }

  private Bytes name(Meter meter, byte[] group) {
    return new Bytes(writer.reset().string(meter.name()).blob(group).toBytes());
  }

  private void withdraw(Bytes name, byte[] part, StorePeriod period, int reason) {
    ValueReader reader = new ValueReader(name.array());
    String meter = reader.string();
    say(meter, reader.blob(), part, NOTHING, period, reason);
  }

  private void say(
      String meter, byte[] group, byte[] part, byte[] content, StorePeriod period, int reason) {
    output.accept(
        new MeterOutput(
            new FigureKey(meter, period.start(), group),
            part,
            content,
            reason,
            rounds.of(period.start())));
  }
}
