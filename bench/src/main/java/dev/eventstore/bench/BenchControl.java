package dev.eventstore.bench;

import dev.eventstore.connect.ControlFeed;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A control channel in this process; every reader reads it from its beginning. */
final class BenchControl implements ControlFeed {
  private static final List<byte[]> COMMANDS = new CopyOnWriteArrayList<>();

  private int read;

  static void send(byte[] command) {
    COMMANDS.add(command);
  }

  static void reset() {
    COMMANDS.clear();
  }

  @Override
  public List<byte[]> poll() {
    List<byte[]> polled = List.copyOf(COMMANDS.subList(read, COMMANDS.size()));
    read += polled.size();
    return polled;
  }

  @Override
  public void close() {}
}
