package dev.eventstore.store;

import dev.eventstore.connect.ControlFeed;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A control channel in this process; every reader reads it from its beginning. */
final class SentCommands implements ControlFeed {
  private static final List<String> SENT = new CopyOnWriteArrayList<>();

  private int read;

  /** In the JSON, {@code '} stands for a double quote. */
  static void send(String json) {
    SENT.add(json.replace('\'', '"'));
  }

  static void forget() {
    SENT.clear();
  }

  @Override
  public List<byte[]> poll() {
    List<byte[]> polled = new ArrayList<>();
    while (read < SENT.size()) {
      polled.add(SENT.get(read++).getBytes(StandardCharsets.UTF_8));
    }
    return polled;
  }

  @Override
  public void close() {}
}
