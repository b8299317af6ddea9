package dev.eventstore.connect;

import dev.eventstore.event.PartitionAssigned;
import dev.eventstore.event.SourceItem;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.event.UnreadableRecord;
import dev.eventstore.state.ImmutableSerializer;
import dev.eventstore.state.Positions;
import dev.eventstore.state.Wire;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.api.common.typeutils.TypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Serializes what sources emit: a tag, then the fields in the order of the record. */
public final class SourceItemSerializer extends ImmutableSerializer<SourceItem> {
  private static final long serialVersionUID = 1L;
  static final SourceItemSerializer INSTANCE = new SourceItemSerializer();

  private static final int RECORD = 0;
  private static final int ASSIGNED = 1;
  private static final int UNREADABLE = 2;

  @Override
  public void serialize(SourceItem item, DataOutputView target) throws IOException {
    if (item instanceof SourceRecord read) {
      target.writeByte(RECORD);
      Positions.write(read.position(), target);
      Wire.unsigned(read.partition(), target);
      target.writeBoolean(read.completeHeader());
      Wire.instant(read.timestamp(), target);
      target.writeLong(read.received());
      Wire.bytes(read.bytes(), target);
    } else if (item instanceof PartitionAssigned assigned) {
      target.writeByte(ASSIGNED);
      Wire.unsigned(assigned.partition(), target);
    } else if (item instanceof UnreadableRecord unreadable) {
      target.writeByte(UNREADABLE);
      Positions.write(unreadable.position(), target);
      Wire.unsigned(unreadable.partition(), target);
      Wire.instant(unreadable.timestamp(), target);
      target.writeLong(unreadable.received());
      Wire.bytes(unreadable.head(), target);
      Wire.string(unreadable.message(), target);
    }
  }

  @Override
  public SourceItem deserialize(DataInputView source) throws IOException {
    int tag = source.readByte();
    return switch (tag) {
      case RECORD ->
          new SourceRecord(
              Positions.read(source),
              (int) Wire.unsigned(source),
              source.readBoolean(),
              Wire.instant(source),
              source.readLong(),
              Wire.bytes(source));
      case ASSIGNED -> new PartitionAssigned((int) Wire.unsigned(source));
      case UNREADABLE ->
          new UnreadableRecord(
              Positions.read(source),
              (int) Wire.unsigned(source),
              Wire.instant(source),
              source.readLong(),
              Wire.bytes(source),
              Wire.string(source));
      default -> throw NewerLayout.of(tag);
    };
  }

  @Override
  public TypeSerializerSnapshot<SourceItem> snapshotConfiguration() {
    return new Snapshot();
  }

  /** Named in savepoints; the layout is versioned by the tags. */
  public static final class Snapshot extends SimpleTypeSerializerSnapshot<SourceItem> {
    public Snapshot() {
      super(() -> INSTANCE);
    }
  }
}
