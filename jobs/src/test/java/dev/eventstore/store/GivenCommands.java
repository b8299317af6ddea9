package dev.eventstore.store;

import dev.eventstore.connect.ControlFeed;
import java.util.ArrayList;
import java.util.List;

/** A control channel to which a test adds commands, for one operator in this thread. */
public final class GivenCommands implements ControlFeed {
  private final List<byte[]> given;

  private GivenCommands(List<byte[]> given) {
    this.given = given;
  }

  public static ControlFeed of(List<byte[]> given) {
    return new GivenCommands(given);
  }

  @Override
  public List<byte[]> poll() {
    List<byte[]> polled = new ArrayList<>(given);
    given.clear();
    return polled;
  }

  @Override
  public void close() {}
}
