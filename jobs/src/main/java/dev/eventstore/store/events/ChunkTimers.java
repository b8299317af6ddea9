package dev.eventstore.store.events;

import dev.eventstore.state.StoreKey;
import dev.eventstore.store.time.StorePeriods.StorePeriod;
import java.util.function.Consumer;
import org.apache.flink.runtime.state.VoidNamespace;
import org.apache.flink.streaming.api.operators.InternalTimerService;
import org.apache.flink.streaming.api.watermark.Watermark;

/** The timers of a chunk. */
final class ChunkTimers {
  private final InternalTimerService<VoidNamespace> timers;
  private final Consumer<StoreKey> setCurrentKey;

  ChunkTimers(InternalTimerService<VoidNamespace> timers, Consumer<StoreKey> setCurrentKey) {
    this.timers = timers;
    this.setCurrentKey = setCurrentKey;
  }

  void release(StoreKey chunk, StorePeriod period) {
    setCurrentKey.accept(chunk);
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, period.release());
  }

  void expiry(StoreKey chunk, StorePeriod period) {
    setCurrentKey.accept(chunk);
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, period.expiry());
  }

  /**
   * After some processing time, or when the input ends: at the end, processing time stands still.
   */
  void changed(StoreKey chunk, long afterMillis) {
    setCurrentKey.accept(chunk);
    timers.registerProcessingTimeTimer(
        VoidNamespace.INSTANCE, timers.currentProcessingTime() + afterMillis);
    timers.registerEventTimeTimer(VoidNamespace.INSTANCE, Watermark.MAX_WATERMARK.getTimestamp());
  }

  /** The changes of the chunk have been said: there is nothing left for the end of input. */
  void said(StoreKey chunk) {
    setCurrentKey.accept(chunk);
    timers.deleteEventTimeTimer(VoidNamespace.INSTANCE, Watermark.MAX_WATERMARK.getTimestamp());
  }
}
