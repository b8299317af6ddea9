package dev.eventstore.store;

import dev.eventstore.connect.ControlFeed;
import dev.eventstore.connect.OutputRecord;
import dev.eventstore.connect.PartitionCount;
import dev.eventstore.connect.SilenceProbe;
import dev.eventstore.connect.WallClock;
import dev.eventstore.connect.channel.Channels;
import dev.eventstore.connect.channel.ControlReader;
import dev.eventstore.connect.files.FileSources;
import dev.eventstore.connect.kafka.KafkaSilence;
import dev.eventstore.connect.kafka.KafkaSources;
import dev.eventstore.connect.kafka.SourceLag;
import dev.eventstore.event.Refusal;
import dev.eventstore.event.SourceItem;
import dev.eventstore.snapshot.PublishedFigures;
import dev.eventstore.spec.KafkaProperties;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.SourceSpec.KafkaInput;
import dev.eventstore.spec.StoreSpec;
import dev.eventstore.spec.StoreTopics;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.spec.TargetSpec.StoreOutput;
import dev.eventstore.state.Uids;
import dev.eventstore.usage.StatusRecord;
import java.util.Optional;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The ends that a store file names: topics and folders. */
public final class ConnectorEnds implements Ends {
  private final StoreSpec spec;
  private final String besideCheckpoints;
  private final Optional<PublishedFigures> published;

  /**
   * @param besideCheckpoints the folder or URI that holds the job's checkpoints, for channels that
   *     name no place of their own
   */
  public ConnectorEnds(StoreSpec spec, String besideCheckpoints) {
    this(spec, besideCheckpoints, Optional.empty());
  }

  /**
   * @param published what had been published, where the store goes on from an older snapshot
   */
  public ConnectorEnds(
      StoreSpec spec, String besideCheckpoints, Optional<PublishedFigures> published) {
    this.spec = spec;
    this.besideCheckpoints = besideCheckpoints;
    this.published = published;
  }

  @Override
  public Optional<PublishedFigures> published() {
    return published;
  }

  @Override
  public DataStream<SourceItem> source(StreamExecutionEnvironment environment, SourceSpec source) {
    if (source.input() instanceof KafkaInput kafka) {
      return read(
          environment,
          source,
          KafkaSources.create(source, SourceLag.group(spec, kafka), WallClock.SYSTEM),
          KafkaSources.parallelism(kafka, environment.getParallelism()));
    }
    return read(
        environment, source, FileSources.create(source, WallClock.SYSTEM), FileSources.PARALLELISM);
  }

  private static DataStream<SourceItem> read(
      StreamExecutionEnvironment environment,
      SourceSpec spec,
      Source<SourceItem, ?, ?> source,
      int parallelism) {
    return environment
        .fromSource(source, WatermarkStrategy.noWatermarks(), "source " + spec.name())
        .uid(Uids.source(spec.name()))
        .setParallelism(parallelism);
  }

  @Override
  public SilenceProbe.Factory silence(SourceSpec source) {
    return source.input() instanceof KafkaInput kafka
        ? new KafkaSilence(kafka)
        : FileSources.NEVER_SILENT;
  }

  @Override
  public ControlFeed.Factory control() {
    return ControlReader.of(spec.control(), besideCheckpoints);
  }

  @Override
  public Sink<OutputRecord> target(TargetSpec target) {
    return Targets.create(spec, target);
  }

  @Override
  public PartitionCount partitions(TargetSpec target) {
    String store = spec.name();
    KafkaProperties cluster = ((StoreOutput) target.output()).properties();
    return meter -> KafkaSources.partitions(new KafkaInput(StoreTopics.of(store, meter), cluster));
  }

  @Override
  public Sink<Refusal> quarantine() {
    return Channels.quarantine(spec, besideCheckpoints);
  }

  @Override
  public Sink<StatusRecord> status() {
    return Channels.status(spec, besideCheckpoints);
  }
}
