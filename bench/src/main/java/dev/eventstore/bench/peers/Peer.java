package dev.eventstore.bench.peers;

import java.io.IOException;
import java.util.List;

/**
 * What a team would build without Event Store, running in this process: reads the same topics,
 * bills each id once, and writes what each account used in each month.
 */
public interface Peer extends AutoCloseable {
  /** How many events it has taken from the topics so far, those that it does not count too. */
  long taken() throws IOException;

  /** Bytes that it keeps, now. */
  long stateBytes() throws IOException;

  /** Ids of the processes that do its work beside this one. */
  default List<Long> others() throws IOException {
    return List.of();
  }

  @Override
  void close() throws IOException;
}
