package dev.eventstore.connect.files;

import dev.eventstore.connect.NewerLayout;
import dev.eventstore.connect.WallClock;
import dev.eventstore.event.SourceItem;
import dev.eventstore.spec.SourceSpec.Format;
import java.io.IOException;
import java.time.Duration;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Reads the files of a folder, or one file, in one reader, as one partition. */
final class FolderSource implements Source<SourceItem, FolderSplit, Boolean> {
  private static final long serialVersionUID = 1L;

  private final InputFolder folder;
  private final Format format;
  private final FileQueue.Factory queue;
  private final Boundedness boundedness;
  private final WallClock clock;

  /**
   * @param monitor how often the folder is looked at; null: once
   */
  FolderSource(InputFolder folder, Format format, Duration monitor, WallClock clock) {
    this.folder = folder;
    this.format = format;
    this.queue =
        monitor == null
            ? AllFiles::new
            : (files, split, time) -> new WatchedFiles(files, split, time, monitor);
    this.boundedness = monitor == null ? Boundedness.BOUNDED : Boundedness.CONTINUOUS_UNBOUNDED;
    this.clock = clock;
  }

  /** Reads the given files of the folder, and then waits for ever. */
  FolderSource(InputFolder given, Format format, WallClock clock) {
    this.folder = given;
    this.format = format;
    this.queue = GivenFiles::new;
    this.boundedness = Boundedness.CONTINUOUS_UNBOUNDED;
    this.clock = clock;
  }

  @Override
  public Boundedness getBoundedness() {
    return boundedness;
  }

  @Override
  public SourceReader<SourceItem, FolderSplit> createReader(SourceReaderContext context) {
    FolderReader reader =
        new FolderReader(
            folder,
            format,
            queue,
            clock,
            context.metricGroup().getIOMetricGroup().getNumRecordsInCounter());
    if (folder.given() != null) {
      context.metricGroup().setPendingBytesGauge(reader::pendingBytes);
    }
    return reader;
  }

  @Override
  public SplitEnumerator<FolderSplit, Boolean> createEnumerator(
      SplitEnumeratorContext<FolderSplit> context) {
    return new FolderEnumerator(context, false);
  }

  @Override
  public SplitEnumerator<FolderSplit, Boolean> restoreEnumerator(
      SplitEnumeratorContext<FolderSplit> context, Boolean given) {
    return new FolderEnumerator(context, given);
  }

  @Override
  public SimpleVersionedSerializer<FolderSplit> getSplitSerializer() {
    return new FolderSplitSerializer();
  }

  @Override
  public SimpleVersionedSerializer<Boolean> getEnumeratorCheckpointSerializer() {
    return new GivenSerializer();
  }

  /** Version 1: one byte. */
  private static final class GivenSerializer implements SimpleVersionedSerializer<Boolean> {
    @Override
    public int getVersion() {
      return 1;
    }

    @Override
    public byte[] serialize(Boolean given) {
      return new byte[] {(byte) (given ? 1 : 0)};
    }

    @Override
    public Boolean deserialize(int version, byte[] bytes) throws IOException {
      if (version != 1) {
        throw NewerLayout.of(version);
      }
      return bytes[0] == 1;
    }
  }
}
