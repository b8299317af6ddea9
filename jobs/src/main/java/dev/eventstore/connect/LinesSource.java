package dev.eventstore.connect;

import dev.eventstore.event.SourceItem;
import java.io.IOException;
import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.api.connector.source.Source;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.api.connector.source.SplitEnumerator;
import org.apache.flink.api.connector.source.SplitEnumeratorContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;

/** Reads the lines of a file or a folder once, in one reader, as one partition. */
final class LinesSource implements Source<SourceItem, LinesSplit, Boolean> {
  private static final long serialVersionUID = 1L;

  private final InputFolder folder;
  private final WallClock clock;

  LinesSource(InputFolder folder, WallClock clock) {
    this.folder = folder;
    this.clock = clock;
  }

  @Override
  public Boundedness getBoundedness() {
    return Boundedness.BOUNDED;
  }

  @Override
  public SourceReader<SourceItem, LinesSplit> createReader(SourceReaderContext context) {
    return new LinesReader(
        folder, clock, context.metricGroup().getIOMetricGroup().getNumRecordsInCounter());
  }

  @Override
  public SplitEnumerator<LinesSplit, Boolean> createEnumerator(
      SplitEnumeratorContext<LinesSplit> context) {
    return new LinesEnumerator(context, false);
  }

  @Override
  public SplitEnumerator<LinesSplit, Boolean> restoreEnumerator(
      SplitEnumeratorContext<LinesSplit> context, Boolean given) {
    return new LinesEnumerator(context, given);
  }

  @Override
  public SimpleVersionedSerializer<LinesSplit> getSplitSerializer() {
    return new LinesSplitSerializer();
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
