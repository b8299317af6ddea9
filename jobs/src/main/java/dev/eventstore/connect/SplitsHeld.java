package dev.eventstore.connect;

import org.apache.flink.api.connector.source.SourceEvent;

/**
 * What a reader tells the enumerator when it starts.
 *
 * @param count how many splits it took up again
 */
record SplitsHeld(int count) implements SourceEvent {
  private static final long serialVersionUID = 1L;
}
