package dev.eventstore.store;

import dev.eventstore.connect.ControlFeed;
import java.util.List;

/** A control channel on which nobody says anything. */
final class NoCommands implements ControlFeed {
  @Override
  public List<byte[]> poll() {
    return List.of();
  }

  @Override
  public void close() {}
}
