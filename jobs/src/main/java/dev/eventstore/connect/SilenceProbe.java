package dev.eventstore.connect;

import java.io.Serializable;
import java.util.concurrent.CompletableFuture;

/**
 * Asks a source's broker whether a silent partition has anything unread. A reader that lags hears
 * as little as one whose partition is quiet; only the broker knows the difference.
 */
public interface SilenceProbe extends AutoCloseable {

  /**
   * Whether nothing is unread in a partition; completes with an exception where the broker does not
   * answer. It never blocks.
   *
   * @param next the offset to be read next, or -1 where nothing has been read yet
   */
  CompletableFuture<Boolean> caughtUp(int partition, long next);

  @Override
  void close();

  /** Opens a probe where a source is read. */
  interface Factory extends Serializable {
    SilenceProbe open();
  }
}
