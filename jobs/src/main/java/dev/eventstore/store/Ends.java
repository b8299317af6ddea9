package dev.eventstore.store;

import dev.eventstore.connect.ControlFeed;
import dev.eventstore.connect.OutputRecord;
import dev.eventstore.connect.PartitionCount;
import dev.eventstore.connect.SilenceProbe;
import dev.eventstore.event.Refusal;
import dev.eventstore.event.SourceItem;
import dev.eventstore.snapshot.PublishedFigures;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.usage.StatusRecord;
import java.util.Optional;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** Where the dataflow of a store begins and ends: real connectors, or those of a test. */
public interface Ends {
  DataStream<SourceItem> source(StreamExecutionEnvironment environment, SourceSpec source);

  /** What had been published, where the store goes on from an older snapshot than its last. */
  default Optional<PublishedFigures> published() {
    return Optional.empty();
  }

  SilenceProbe.Factory silence(SourceSpec source);

  ControlFeed.Factory control();

  Sink<OutputRecord> target(TargetSpec target);

  /** Of the topics of a target that is another store. */
  PartitionCount partitions(TargetSpec target);

  Sink<Refusal> quarantine();

  Sink<StatusRecord> status();
}
