package dev.eventstore.store;

import dev.eventstore.connect.ControlFeed;
import dev.eventstore.connect.OutputRecord;
import dev.eventstore.connect.PartitionCount;
import dev.eventstore.connect.SilenceProbe;
import dev.eventstore.connect.WallClock;
import dev.eventstore.connect.files.FileSources;
import dev.eventstore.event.Refusal;
import dev.eventstore.event.SourceItem;
import dev.eventstore.spec.SourceSpec;
import dev.eventstore.spec.TargetSpec;
import dev.eventstore.state.Uids;
import dev.eventstore.usage.StatusRecord;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The ends of an import: files in; refused records and reports to where the store tells them. */
final class ImportEnds implements Ends {
  private final Ends real;
  private final List<Path> files;
  private final String uid;

  ImportEnds(Ends real, List<Path> files, String uid) {
    this.real = real;
    this.files = files;
    this.uid = uid;
  }

  @Override
  public DataStream<SourceItem> source(StreamExecutionEnvironment environment, SourceSpec source) {
    return environment
        .fromSource(
            FileSources.given(files, source.format(), WallClock.SYSTEM),
            WatermarkStrategy.noWatermarks(),
            "import " + source.name())
        .uid(Uids.importedFiles(uid))
        .setParallelism(FileSources.PARALLELISM);
  }

  @Override
  public SilenceProbe.Factory silence(SourceSpec source) {
    return FileSources.NEVER_SILENT;
  }

  /** What operators say is for the store that goes on from the import. */
  @Override
  public ControlFeed.Factory control() {
    return () -> ControlFeed.NONE;
  }

  @Override
  public Sink<OutputRecord> target(TargetSpec target) {
    throw new IllegalStateException("an import publishes nothing");
  }

  @Override
  public PartitionCount partitions(TargetSpec target) {
    throw new IllegalStateException("an import publishes nothing");
  }

  @Override
  public Sink<Refusal> quarantine() {
    return real.quarantine();
  }

  @Override
  public Sink<StatusRecord> status() {
    return real.status();
  }
}
