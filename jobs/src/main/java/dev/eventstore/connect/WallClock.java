package dev.eventstore.connect;

import java.io.Serializable;

/** The time of day, handed in so that tests can set it. */
@FunctionalInterface
public interface WallClock extends Serializable {
  WallClock SYSTEM = System::currentTimeMillis;

  /** Epoch milliseconds. */
  long millis();
}
