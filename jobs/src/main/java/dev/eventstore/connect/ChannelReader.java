package dev.eventstore.connect;

import java.util.function.Consumer;

/** Reads what is on a channel and what comes to it. For one thread. */
public interface ChannelReader extends AutoCloseable {
  /**
   * Hands over every record that has come since the last call, up to the end there is now.
   *
   * @throws ConnectException where it cannot be read
   */
  void readToEnd(Consumer<byte[]> values);

  @Override
  void close();
}
