package dev.eventstore.store.events;

import dev.eventstore.state.Bytes;
import dev.eventstore.state.EventBlock;
import dev.eventstore.state.PeriodFill;
import dev.eventstore.state.StoreKey;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;

/**
 * Every state of the event store, in one place.
 *
 * <table>
 * <caption>All of it is keyed by {@link StoreKey}</caption>
 * <tr><td>identities</td><td>page of a bucket: which ids are in which block, see {@link IdPages}.
 * Those of a period are cleared when it expires</td></tr>
 * <tr><td>depth</td><td>root: how often its pages have been doubled</td></tr>
 * <tr><td>events</td><td>chunk: number of a block, which is the count of the period's events before
 * it, to the block. Cleared when the period expires</td></tr>
 * <tr><td>fill</td><td>first chunk of a period: how many events it was given and whether it was
 * released. Cleared when the period expires</td></tr>
 * <tr><td>changed</td><td>chunk of a released period: the groups to be said anew and why, until
 * they are</td></tr>
 * </table>
 */
public final class EventStates {
  /** The state that every period has in which an account has events. */
  static final String FILL = "fill";

  final ListState<byte[]> identities;
  final ValueState<Integer> depth;
  final MapState<Integer, EventBlock> events;
  final ValueState<PeriodFill> fill;
  final MapState<Bytes, Integer> changed;

  EventStates(KeyedStateStore store) {
    identities =
        store.getListState(
            new ListStateDescriptor<>("identities", BytePrimitiveArraySerializer.INSTANCE));
    depth = store.getState(new ValueStateDescriptor<>("depth", IntSerializer.INSTANCE));
    events = store.getMapState(eventsState());
    fill = store.getState(new ValueStateDescriptor<>(FILL, new PeriodFill.Serializer()));
    changed =
        store.getMapState(
            new MapStateDescriptor<>("changed", new Bytes.Serializer(), IntSerializer.INSTANCE));
  }

  /** Of a chunk: number to block. */
  public static MapStateDescriptor<Integer, EventBlock> eventsState() {
    return new MapStateDescriptor<>("events", IntSerializer.INSTANCE, new EventBlock.Serializer());
  }
}
