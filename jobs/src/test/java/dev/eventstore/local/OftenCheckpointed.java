package dev.eventstore.local;

import java.util.Map;

/** Settings of tests that wait for checkpoints. */
public final class OftenCheckpointed {
  public static final Map<String, String> SETTINGS =
      Map.of(
          "rest.port", "0",
          "execution.checkpointing.interval", "300 ms",
          "execution.checkpointing.min-pause", "100 ms");

  private OftenCheckpointed() {}
}
