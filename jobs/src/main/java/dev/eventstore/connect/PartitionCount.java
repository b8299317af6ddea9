package dev.eventstore.connect;

import java.io.Serializable;

/** Tells how many partitions the topic has on which a meter feeds other stores. */
@FunctionalInterface
public interface PartitionCount extends Serializable {
  /**
   * @throws ConnectException where its cluster does not say
   */
  int of(String meter);
}
