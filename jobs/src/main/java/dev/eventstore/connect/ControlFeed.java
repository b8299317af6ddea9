package dev.eventstore.connect;

import java.io.Serializable;
import java.util.List;

/**
 * Reads a store's control channel, from its beginning at each start: commands are few, and each
 * counts once whatever is read twice.
 */
public interface ControlFeed extends AutoCloseable {
  /** A channel to which nothing comes. */
  ControlFeed NONE =
      new ControlFeed() {
        @Override
        public List<byte[]> poll() {
          return List.of();
        }

        @Override
        public void close() {}
      };

  /** What has come since the last call; it never blocks. */
  List<byte[]> poll();

  /**
   * The same, once all that is there now has come.
   *
   * @throws ConnectException where that takes too long, or the channel cannot be read
   */
  default List<byte[]> pollToEnd() throws InterruptedException {
    return poll();
  }

  @Override
  void close();

  /** Opens a feed where commands are applied. */
  interface Factory extends Serializable {
    ControlFeed open();
  }
}
