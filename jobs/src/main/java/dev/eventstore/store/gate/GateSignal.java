package dev.eventstore.store.gate;

import dev.eventstore.state.ImmutableSerializer;
import dev.eventstore.state.SerializedType;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What the gate says of a period beside its watermark; it is said before the watermark it concerns.
 *
 * @param ends the input has ended with the period held: neither it nor a later one is published.
 *     Otherwise the period was held and passes now: what changed meanwhile is part of revision 0
 * @param period its start, epoch seconds
 */
public record GateSignal(boolean ends, long period) {
  public static final TypeInformation<GateSignal> TYPE =
      new SerializedType<>(GateSignal.class, new Serializer());

  /** The flag, the period. It travels, and is never kept. */
  public static final class Serializer extends ImmutableSerializer<GateSignal> {
    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(GateSignal signal, DataOutputView out) throws IOException {
      out.writeBoolean(signal.ends);
      out.writeLong(signal.period);
    }

    @Override
    public GateSignal deserialize(DataInputView in) throws IOException {
      boolean ends = in.readBoolean();
      return new GateSignal(ends, in.readLong());
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    public static final class Snapshot extends SimpleTypeSerializerSnapshot<GateSignal> {
      public Snapshot() {
        super(Serializer::new);
      }
    }
  }
}
