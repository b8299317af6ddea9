package dev.eventstore.store.totals;

import dev.eventstore.state.Bytes;
import dev.eventstore.state.Published;
import dev.eventstore.state.RoundEnds;
import dev.eventstore.state.Said;
import java.util.List;
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
 * <caption>Aggregates use the first two, meters without aggregate the next two, both the rest</caption>
 * <tr><td>contributions</td><td>chunk to its contribution</td></tr>
 * <tr><td>figure</td><td>the figure last published and its revision</td></tr>
 * <tr><td>drafts</td><td>identity to the row not published yet; empty bytes: withdrawn</td></tr>
 * <tr><td>events</td><td>identity to the row last published and its revision; empty bytes: deleted
 * </td></tr>
 * <tr><td>reason</td><td>the gravest reason of the changes not published yet</td></tr>
 * <tr><td>aside, asideReason</td><td>part to content, and the gravest reason, of changes that came
 * before the release was published</td></tr>
 * <tr><td>ends</td><td>of a key group, under a key of its own: the rounds of reprocessing</td></tr>
 * </table>
 */
public final class TotalsStates {
  /** The state that a group of an aggregate has a value of. */
  static final String CONTRIBUTIONS = "contributions";

  /** The state that a group of an aggregate has a value of once it is published. */
  static final String FIGURE = "figure";

  private static final String REASON = "reason";
  private static final String ASIDE_REASON = "asideReason";

  /** The states that a group has a value of while something of it is not published. */
  public static final List<String> UNPUBLISHED = List.of(REASON, ASIDE_REASON);

  final MapState<Bytes, Said> contributions;
  final ValueState<Published> figure;
  final MapState<Bytes, Bytes> drafts;
  final MapState<Bytes, Published> events;
  final ValueState<Integer> reason;
  final MapState<Bytes, Said> aside;
  final ValueState<Integer> asideReason;
  final ValueState<RoundEnds> ends;

  TotalsStates(KeyedStateStore store) {
    Bytes.Serializer bytes = new Bytes.Serializer();
    Said.Serializer said = new Said.Serializer();
    contributions = store.getMapState(new MapStateDescriptor<>(CONTRIBUTIONS, bytes, said));
    figure = store.getState(figureState());
    drafts = store.getMapState(new MapStateDescriptor<>("drafts", bytes, bytes));
    events = store.getMapState(eventsState());
    reason = store.getState(new ValueStateDescriptor<>(REASON, IntSerializer.INSTANCE));
    aside = store.getMapState(new MapStateDescriptor<>("aside", bytes, said));
    asideReason = store.getState(new ValueStateDescriptor<>(ASIDE_REASON, IntSerializer.INSTANCE));
    ends = store.getState(new ValueStateDescriptor<>("ends", new RoundEnds.Serializer()));
  }

  /** Takes over what had been published under the current key, where that was the later word. */
  void know(TotalsSignal.Known known) throws Exception {
    Bytes part = new Bytes(known.part());
    Published own = known.isFigure() ? figure.value() : events.get(part);
    if (own != null && own.revision() >= known.published().revision()) {
      return;
    }
    if (known.isFigure()) {
      figure.update(known.published());
    } else {
      events.put(part, known.published());
    }
  }

  /** Of a meter without aggregate: identity to the row last published and its revision. */
  public static MapStateDescriptor<Bytes, Published> eventsState() {
    return new MapStateDescriptor<>("events", new Bytes.Serializer(), new Published.Serializer());
  }

  /** Of a group: the figure last published and its revision. */
  public static ValueStateDescriptor<Published> figureState() {
    return new ValueStateDescriptor<>(FIGURE, new Published.Serializer());
  }
}
