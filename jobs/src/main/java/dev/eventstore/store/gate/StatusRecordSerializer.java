package dev.eventstore.store.gate;

import dev.eventstore.state.ImmutableSerializer;
import dev.eventstore.state.Wire;
import dev.eventstore.usage.StatusRecord;
import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** As JSON: such records are few. */
public final class StatusRecordSerializer extends ImmutableSerializer<StatusRecord> {
  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(StatusRecord report, DataOutputView out) throws IOException {
    Wire.bytes(report.toJson(), out);
  }

  @Override
  public StatusRecord deserialize(DataInputView in) throws IOException {
    return StatusRecord.fromJson(Wire.bytes(in));
  }

  @Override
  public Snapshot snapshotConfiguration() {
    return new Snapshot();
  }

  public static final class Snapshot extends SimpleTypeSerializerSnapshot<StatusRecord> {
    public Snapshot() {
      super(StatusRecordSerializer::new);
    }
  }
}
