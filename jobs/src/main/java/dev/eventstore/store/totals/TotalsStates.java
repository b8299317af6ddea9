package dev.eventstore.store.totals;

import dev.eventstore.state.Bytes;
import dev.eventstore.state.Published;
import org.apache.flink.api.common.state.KeyedStateStore;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeutils.base.IntSerializer;

/**
 * Every state of the totals, in one place; keyed by group, all of it cleared when the period
 * expires.
 *
 * <table>
 * <caption>Aggregates use the first three, meters without aggregate the last two</caption>
 * <tr><td>contributions</td><td>chunk to its contribution</td></tr>
 * <tr><td>figure</td><td>the figure last published and its revision</td></tr>
 * <tr><td>reason</td><td>the gravest reason of the changes not published yet</td></tr>
 * <tr><td>drafts</td><td>identity to the row not published yet; empty bytes: withdrawn</td></tr>
 * <tr><td>events</td><td>identity to the row last published and its revision; empty bytes: deleted
 * </td></tr>
 * </table>
 */
final class TotalsStates {
  final MapState<Bytes, Bytes> contributions;
  final ValueState<Published> figure;
  final ValueState<Integer> reason;
  final MapState<Bytes, Bytes> drafts;
  final MapState<Bytes, Published> events;

  TotalsStates(KeyedStateStore store) {
    Bytes.Serializer bytes = new Bytes.Serializer();
    Published.Serializer published = new Published.Serializer();
    contributions = store.getMapState(new MapStateDescriptor<>("contributions", bytes, bytes));
    figure = store.getState(new ValueStateDescriptor<>("figure", published));
    reason = store.getState(new ValueStateDescriptor<>("reason", IntSerializer.INSTANCE));
    drafts = store.getMapState(new MapStateDescriptor<>("drafts", bytes, bytes));
    events = store.getMapState(new MapStateDescriptor<>("events", bytes, published));
  }
}
