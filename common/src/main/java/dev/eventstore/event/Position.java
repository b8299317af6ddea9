package dev.eventstore.event;

import java.io.Serializable;

/** Where a record was read. */
public sealed interface Position extends Serializable {

  record KafkaPosition(String topic, int partition, long offset) implements Position {}

  /**
   * @param line from 1
   */
  record FilePosition(String file, long line) implements Position {}
}
