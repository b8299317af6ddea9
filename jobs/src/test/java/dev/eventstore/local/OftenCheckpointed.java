package dev.eventstore.local;

import java.util.Map;

/** Settings of tests that wait for checkpoints. */
public final class OftenCheckpointed {
  public static final Map<String, String> SETTINGS =
      Map.of(
          "rest.port", "0",
          "execution.checkpointing.interval", "300 ms",
          "execution.checkpointing.min-pause", "100 ms");

  /** The same, of tests that look at checkpoints: they stay, and hold no records under way. */
  public static final Map<String, String> KEPT =
      Map.of(
          "rest.port", "0",
          "execution.checkpointing.interval", "500 ms",
          "execution.checkpointing.min-pause", "100 ms",
          "execution.checkpointing.num-retained", "1000",
          "execution.checkpointing.aligned-checkpoint-timeout", "10 min");

  private OftenCheckpointed() {}
}
