package dev.eventstore.store;

import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/** What a store needs of Flink where sources of it end, wherever it runs. */
public final class BoundedRuns {
  private BoundedRuns() {}

  /** Whether the store ends by itself. */
  public static boolean isBounded(StoreSpec spec) {
    return spec.sources().stream().allMatch(SourceSpec::bounded);
  }

  /** Empty where no source ends. */
  public static Configuration settings(StoreSpec spec) {
    return settings(spec.sources().stream().anyMatch(SourceSpec::bounded));
  }

  /**
   * @param ends whether any input of the job ends
   */
  public static Configuration settings(boolean ends) {
    return Configuration.fromMap(
        ends
            ? Map.of(
                // An input that ends in an unaligned checkpoint may be asked for more for ever: the
                // task that reads several of them then does nothing else and cannot be cancelled.
                "execution.checkpointing.unaligned.enabled",
                "false",
                // Deferred timers could be lost at the end of the input (FLINK-39481).
                "execution.checkpointing.unaligned.interruptible-timers.enabled",
                "false")
            : Map.of());
  }
}
