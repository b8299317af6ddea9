package dev.eventstore.connect;

import dev.eventstore.event.CaughtUp;
import dev.eventstore.event.PartitionsAssigned;
import dev.eventstore.event.Position;
import dev.eventstore.event.SourceItem;
import dev.eventstore.event.SourceRecord;
import dev.eventstore.event.UnreadableRecord;
import dev.eventstore.state.ImmutableSerializer;
import dev.eventstore.state.Positions;
import dev.eventstore.state.Wire;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
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
  private static final int RECORD_WITH_SCHEMA = 3;
  private static final int CAUGHT_UP = 4;

  /** Flags of a record. */
  private static final int COMPLETE = 1;

  private static final int AGAIN = 2;

  @Override
  public void serialize(SourceItem item, DataOutputView target) throws IOException {
    if (item instanceof SourceRecord read) {
      target.writeByte(read.schema() == null ? RECORD : RECORD_WITH_SCHEMA);
      Positions.write(read.position(), target);
      Wire.unsigned(read.partition(), target);
      target.writeByte((read.completeHeader() ? COMPLETE : 0) | (read.resubmitted() ? AGAIN : 0));
      Wire.instant(read.timestamp(), target);
      target.writeLong(read.received());
      Wire.bytes(read.bytes(), target);
      if (read.schema() != null) {
        Wire.string(read.schema(), target);
      }
    } else if (item instanceof PartitionsAssigned assigned) {
      target.writeByte(ASSIGNED);
      Wire.unsigned(assigned.partitions().size(), target);
      for (int partition : assigned.partitions()) {
        Wire.unsigned(partition, target);
      }
    } else if (item instanceof UnreadableRecord unreadable) {
      target.writeByte(UNREADABLE);
      Positions.write(unreadable.position(), target);
      Wire.unsigned(unreadable.partition(), target);
      Wire.instant(unreadable.timestamp(), target);
      target.writeLong(unreadable.received());
      Wire.bytes(unreadable.head(), target);
      Wire.string(unreadable.message(), target);
    } else if (item instanceof CaughtUp caughtUp) {
      target.writeByte(CAUGHT_UP);
      Wire.unsigned(caughtUp.partition(), target);
      target.writeLong(caughtUp.at());
    }
  }

  @Override
  public SourceItem deserialize(DataInputView source) throws IOException {
    int tag = source.readByte();
    return switch (tag) {
      case RECORD, RECORD_WITH_SCHEMA -> record(source, tag == RECORD_WITH_SCHEMA);
      case ASSIGNED -> assigned(source);
      case UNREADABLE ->
          new UnreadableRecord(
              Positions.read(source),
              (int) Wire.unsigned(source),
              Wire.instant(source),
              source.readLong(),
              Wire.bytes(source),
              Wire.string(source));
      case CAUGHT_UP -> new CaughtUp((int) Wire.unsigned(source), source.readLong());
      default -> throw NewerLayout.of(tag);
    };
  }

  private static PartitionsAssigned assigned(DataInputView source) throws IOException {
    List<Integer> partitions = new ArrayList<>();
    for (long i = Wire.unsigned(source); i > 0; i--) {
      partitions.add((int) Wire.unsigned(source));
    }
    return new PartitionsAssigned(partitions);
  }

  private static SourceRecord record(DataInputView source, boolean hasSchema) throws IOException {
    Position position = Positions.read(source);
    int partition = (int) Wire.unsigned(source);
    int flags = source.readByte();
    Instant timestamp = Wire.instant(source);
    long received = source.readLong();
    byte[] bytes = Wire.bytes(source);
    String schema = hasSchema ? Wire.string(source) : null;
    return new SourceRecord(
        position,
        partition,
        (flags & COMPLETE) != 0,
        timestamp,
        received,
        schema,
        (flags & AGAIN) != 0,
        bytes);
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
