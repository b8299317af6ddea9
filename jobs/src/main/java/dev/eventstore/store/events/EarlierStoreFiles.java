package dev.eventstore.store.events;

import dev.eventstore.event.ContentLayouts;
import dev.eventstore.meter.MeterHistory;
import dev.eventstore.meter.Meters;
import dev.eventstore.restart.StoreChanges;
import dev.eventstore.restart.StoreOutline;
import dev.eventstore.spec.StoreIdentity;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.state.StateVersion;
import java.util.List;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.state.OperatorStateStore;
import org.apache.flink.api.common.typeutils.base.StringSerializer;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.runtime.execution.SuppressRestartsException;

/**
 * What the event store has to know of the store files that its state was written under: the layouts
 * of the contents it keeps, which meters periods were released to, what of a store file may not
 * change, and an outline of the last one. It is union state, and all workers make the same of it;
 * so one of them keeps it for all.
 */
public final class EarlierStoreFiles {
  private final StoreSpec spec;
  private final ListState<Integer> version;
  private final ListState<String> identity;
  private final ListState<byte[]> outline;
  private final ListState<byte[]> layoutState;
  private final ListState<byte[]> meterState;
  private final ContentLayouts layouts;
  private final byte[] present;
  private MeterHistory meters;

  /**
   * @throws SuppressRestartsException where the store file does not fit the state: trying again
   *     would not help
   */
  EarlierStoreFiles(StoreSpec spec, OperatorStateStore store) throws Exception {
    this.spec = spec;
    version = store.getUnionListState(StateVersion.state());
    identity = store.getUnionListState(identityState());
    outline = store.getUnionListState(outlineState());
    layoutState = store.getUnionListState(layoutsState());
    meterState =
        store.getUnionListState(
            new ListStateDescriptor<>("meters", BytePrimitiveArraySerializer.INSTANCE));
    try {
      StateVersion.requireReadable(version.get());
      requireFits(spec, identity.get(), outline.get());
      layouts = layouts(spec, layoutState.get());
      present = StoreOutline.of(spec).toBytes();
    } catch (IllegalArgumentException e) {
      throw new SuppressRestartsException(e);
    }
  }

  /**
   * @param identity as it was kept
   * @param outline as it was kept
   * @throws IllegalArgumentException with one sentence, where the store cannot go on under this
   *     store file
   */
  public static void requireFits(
      StoreSpec spec, Iterable<String> identity, Iterable<byte[]> outline) {
    StoreIdentity.requireSame(identity, spec);
    for (byte[] kept : outline) {
      StoreChanges.requireSamePlaces(StoreOutline.fromBytes(kept), StoreOutline.of(spec));
    }
  }

  /** What of a store file may not change, see {@link StoreIdentity}. */
  public static ListStateDescriptor<String> identityState() {
    return new ListStateDescriptor<>("store-identity", StringSerializer.INSTANCE);
  }

  /** The store file that the state was written under, see {@link StoreOutline}. */
  public static ListStateDescriptor<byte[]> outlineState() {
    return new ListStateDescriptor<>("store-outline", BytePrimitiveArraySerializer.INSTANCE);
  }

  /** The layouts of the contents that are kept, see {@link #layouts}. */
  public static ListStateDescriptor<byte[]> layoutsState() {
    return new ListStateDescriptor<>("layouts", BytePrimitiveArraySerializer.INSTANCE);
  }

  /** The layouts as they were kept, read under a store file. */
  public static ContentLayouts layouts(StoreSpec spec, Iterable<byte[]> state) {
    for (byte[] kept : state) {
      return ContentLayouts.restore(spec.event(), kept);
    }
    return new ContentLayouts(spec.event());
  }

  ContentLayouts contentLayouts() {
    return layouts;
  }

  /**
   * The meters there are now, beside those of before.
   *
   * @param released the last moment at which any worker may have released a period before
   * @param rounds of all periods
   */
  MeterHistory meters(Meters now, long released, Rounds rounds) throws Exception {
    meters = new MeterHistory(now);
    for (byte[] kept : meterState.get()) {
      meters = MeterHistory.restore(now, kept, released + 1, rounds.all());
    }
    return meters;
  }

  /**
   * @param worker which of the workers this is, from 0
   */
  void snapshot(int worker) throws Exception {
    version.update(worker == 0 ? List.of(StateVersion.PRESENT) : List.of());
    identity.update(worker == 0 ? StoreIdentity.of(spec) : List.of());
    outline.update(worker == 0 ? List.of(present) : List.of());
    meterState.update(worker == 0 ? List.of(meters.toBytes()) : List.of());
    layoutState.update(worker == 0 ? List.of(layouts.toBytes()) : List.of());
  }
}
