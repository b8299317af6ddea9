package dev.eventstore.state;

import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What one chunk of the store says to one group of a meter; it replaces what the same part said
 * before.
 *
 * @param part who says it: the chunk for an aggregate, the event's identity for a meter without
 * @param content a contribution or an event row; empty where there is none any more
 * @param reason the ordinal of {@link dev.eventstore.usage.Reason}
 * @param round how often the period has been begun to be reprocessed
 */
public record MeterOutput(FigureKey key, byte[] part, byte[] content, int reason, int round) {

  public static final TypeInformation<MeterOutput> TYPE =
      new SerializedType<>(MeterOutput.class, new Serializer());

  public static final class Serializer extends ImmutableSerializer<MeterOutput> {
    private static final long serialVersionUID = 1L;
    private static final FigureKey.Serializer KEY = new FigureKey.Serializer();

    @Override
    public void serialize(MeterOutput output, DataOutputView out) throws IOException {
      KEY.serialize(output.key, out);
      Wire.bytes(output.part, out);
      Wire.bytes(output.content, out);
      out.writeByte(output.reason);
      Wire.unsigned(output.round, out);
    }

    @Override
    public MeterOutput deserialize(DataInputView in) throws IOException {
      FigureKey key = KEY.deserialize(in);
      byte[] part = Wire.bytes(in);
      byte[] content = Wire.bytes(in);
      int reason = in.readByte();
      return new MeterOutput(key, part, content, reason, (int) Wire.unsigned(in));
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    public static final class Snapshot extends SimpleTypeSerializerSnapshot<MeterOutput> {
      public Snapshot() {
        super(Serializer::new);
      }
    }
  }
}
