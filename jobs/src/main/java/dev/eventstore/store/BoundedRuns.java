package dev.eventstore.store;

import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.StoreSpec;
import java.util.Map;
import org.apache.flink.configuration.Configuration;

/** What a store needs of Flink where all its sources end, wherever it runs. */
public final class BoundedRuns {
  private BoundedRuns() {}

  /** Whether the store ends by itself. */
  public static boolean isBounded(StoreSpec spec) {
    return spec.sources().stream().allMatch(SourceSpec::bounded);
  }

  /** Empty where the store does not end. */
  public static Configuration settings(StoreSpec spec) {
    return Configuration.fromMap(
        isBounded(spec)
            // Deferred timers could be lost at the end of the input (FLINK-39481).
            ? Map.of("execution.checkpointing.unaligned.interruptible-timers.enabled", "false")
            : Map.of());
  }
}
