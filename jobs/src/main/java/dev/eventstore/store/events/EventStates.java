package dev.eventstore.store.events;

import dev.eventstore.state.Bytes;
import dev.eventstore.state.Location;
import dev.eventstore.state.PeriodFill;
import dev.eventstore.state.StoreKey;
import dev.eventstore.state.StoredEvent;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.LongSerializer;

/**
 * Every state of the event store, in one place.
 *
 * <table>
 * <caption>All of it is keyed by {@link StoreKey}</caption>
 * <tr><td>identities</td><td>root: hash of the id to the chunk that holds the event. Cleared event
 * by event when its period expires</td></tr>
 * <tr><td>events</td><td>chunk: id to event. Cleared when the period expires</td></tr>
 * <tr><td>fill</td><td>first chunk of a period: see {@link KeyPeriods}. Cleared when the period
 * expires</td></tr>
 * <tr><td>changed</td><td>chunk of a released period: the groups to be said anew and why, until
 * they are</td></tr>
 * </table>
 */
public final class EventStates {
  final MapState<Long, Location.Candidates> identities;
  final MapState<Bytes, StoredEvent> events;
  final ValueState<PeriodFill> fill;
  final MapState<Bytes, Integer> changed;

  EventStates(KeyedStateStore store) {
    identities =
        store.getMapState(
            new MapStateDescriptor<>(
                "identities", LongSerializer.INSTANCE, new Location.Serializer()));
    events = store.getMapState(eventsState());
    fill = store.getState(new ValueStateDescriptor<>("fill", new PeriodFill.Serializer()));
    changed =
        store.getMapState(
            new MapStateDescriptor<>("changed", new Bytes.Serializer(), IntSerializer.INSTANCE));
  }

  /** Of a chunk: id to event. */
  public static MapStateDescriptor<Bytes, StoredEvent> eventsState() {
    return new MapStateDescriptor<>("events", new Bytes.Serializer(), new StoredEvent.Serializer());
  }
}
