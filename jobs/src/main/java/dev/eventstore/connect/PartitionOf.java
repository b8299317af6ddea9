package dev.eventstore.connect;

import java.io.Serializable;
import org.apache.flink.api.connector.source.SourceSplit;

/** Tells which partition of its source a split is. */
@FunctionalInterface
public interface PartitionOf<S extends SourceSplit> extends Serializable {
  int partition(S split);
}
