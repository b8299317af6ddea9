package dev.eventstore.state;

import dev.eventstore.clock.SourceClock;
import dev.eventstore.clock.SourceClock.PartitionPromise;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** A version byte, the reader's promise, then partition, promise and next offset of each. */
public final class SourceClockSerializer extends ImmutableSerializer<SourceClock.Snapshot> {
  private static final long serialVersionUID = 1L;
  private static final int VERSION = 1;

  @Override
  public void serialize(SourceClock.Snapshot clock, DataOutputView out) throws IOException {
    out.writeByte(VERSION);
    out.writeLong(clock.promise());
    Wire.unsigned(clock.partitions().size(), out);
    for (PartitionPromise partition : clock.partitions()) {
      Wire.unsigned(partition.partition(), out);
      out.writeLong(partition.promise());
      out.writeLong(partition.next());
    }
  }

  @Override
  public SourceClock.Snapshot deserialize(DataInputView in) throws IOException {
    Versions.check(in.readByte(), VERSION, "source clock");
    long promise = in.readLong();
    int count = (int) Wire.unsigned(in);
    List<PartitionPromise> partitions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int partition = (int) Wire.unsigned(in);
      long promised = in.readLong();
      partitions.add(new PartitionPromise(partition, promised, in.readLong()));
    }
    return new SourceClock.Snapshot(promise, partitions);
  }

  @Override
  public Snapshot snapshotConfiguration() {
    return new Snapshot();
  }

  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SourceClock.Snapshot> {
    public Snapshot() {
      super(SourceClockSerializer::new);
    }
  }
}
