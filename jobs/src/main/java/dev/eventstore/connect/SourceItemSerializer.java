package dev.eventstore.connect;

import dev.eventstore.event.PartitionAssigned;
import dev.eventstore.event.SourceItem;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.event.UnreadableRecord;
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
      PositionCodec.write(read.position(), target);
      target.writeInt(read.partition());
      target.writeBoolean(read.completeHeader());
      writeInstant(read.timestamp(), target);
      target.writeLong(read.received());
      writeBytes(read.bytes(), target);
    } else if (item instanceof PartitionAssigned assigned) {
      target.writeByte(ASSIGNED);
      target.writeInt(assigned.partition());
    } else if (item instanceof UnreadableRecord unreadable) {
      target.writeByte(UNREADABLE);
      PositionCodec.write(unreadable.position(), target);
      target.writeInt(unreadable.partition());
      writeInstant(unreadable.timestamp(), target);
      target.writeLong(unreadable.received());
      writeBytes(unreadable.head(), target);
      writeText(unreadable.message(), target);
    }
  }

  @Override
  public SourceItem deserialize(DataInputView source) throws IOException {
    int tag = source.readByte();
    return switch (tag) {
      case RECORD ->
          new SourceRecord(
              PositionCodec.read(source),
              source.readInt(),
              source.readBoolean(),
              readInstant(source),
              source.readLong(),
              readBytes(source));
      case ASSIGNED -> new PartitionAssigned(source.readInt());
      case UNREADABLE ->
          new UnreadableRecord(
              PositionCodec.read(source),
              source.readInt(),
              readInstant(source),
              source.readLong(),
              readBytes(source),
              readText(source));
      default -> throw unknownTag(tag);
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
