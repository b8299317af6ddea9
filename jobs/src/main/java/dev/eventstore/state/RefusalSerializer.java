package dev.eventstore.state;

import dev.eventstore.event.Refusal;
import dev.eventstore.event.RefusalCode;
import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Refusals travel, and are never kept. */
public final class RefusalSerializer extends ImmutableSerializer<Refusal> {
  private static final long serialVersionUID = 1L;

  @Override
  public void serialize(Refusal refusal, DataOutputView out) throws IOException {
    Wire.string(refusal.source(), out);
    Wire.string(refusal.region(), out);
    out.writeByte(refusal.code().ordinal());
    Wire.string(refusal.message(), out);
    Wire.optional(refusal.field(), out);
    Wire.optional(refusal.period(), out);
    Wire.instant(refusal.time(), out);
    Positions.write(refusal.position(), out);
    Wire.unsigned(refusal.received(), out);
    Wire.bytes(refusal.original(), out);
  }

  @Override
  public Refusal deserialize(DataInputView in) throws IOException {
    String source = Wire.string(in);
    String region = Wire.string(in);
    RefusalCode code = RefusalCode.values()[in.readByte()];
    String message = Wire.string(in);
    String field = Wire.optional(in);
    String period = Wire.optional(in);
    Instant time = Wire.instant(in);
    var position = Positions.read(in);
    long received = Wire.unsigned(in);
    return new Refusal(
        source, region, code, message, field, period, time, position, received, Wire.bytes(in));
  }

  @Override
  public Snapshot snapshotConfiguration() {
    return new Snapshot();
  }

  public static final class Snapshot extends SimpleTypeSerializerSnapshot<Refusal> {
    public Snapshot() {
      super(RefusalSerializer::new);
    }
  }
}
