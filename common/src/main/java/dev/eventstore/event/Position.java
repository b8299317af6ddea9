package dev.eventstore.event;

import java.io.Serializable;

/** Where a record was read. */
public sealed interface Position extends Serializable {

  /**
   * @param row of a record that holds several, such as a batch, from 1; else 0
   */
  record KafkaPosition(String topic, int partition, long offset, int row) implements Position {
    /** Of a record that is one. */
    public KafkaPosition(String topic, int partition, long offset) {
      this(topic, partition, offset, 0);
    }

    @Override
    public Position ofRow(int number) {
      return new KafkaPosition(topic, partition, offset, number);
    }
  }

  /**
   * @param line from 1
   */
  record FilePosition(String file, long line) implements Position {
    @Override
    public Position ofRow(int number) {
      return this;
    }
  }

  /**
   * Of a part of what was read there, where it tells them apart.
   *
   * @param number from 1
   */
  Position ofRow(int number);
}
