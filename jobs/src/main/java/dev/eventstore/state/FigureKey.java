package dev.eventstore.state;

import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * One group of one meter in one period; for meters without aggregate, one chunk of the store's
 * events instead of a group.
 *
 * @param period the period's start, epoch seconds
 * @param group the canonical bytes of the group's values
 */
public record FigureKey(String meter, long period, byte[] group) {
  public static final TypeInformation<FigureKey> TYPE =
      new SerializedType<>(FigureKey.class, new Serializer());

  @Override
  public boolean equals(Object other) {
    return other instanceof FigureKey that
        && period == that.period
        && meter.equals(that.meter)
        && Arrays.equals(group, that.group);
  }

  @Override
  public int hashCode() {
    return (meter.hashCode() * 31 + Long.hashCode(period)) * 31 + Arrays.hashCode(group);
  }

  /** Meter, period, group. Keys never evolve in a savepoint: this layout is for ever. */
  public static final class Serializer extends ImmutableSerializer<FigureKey> {
    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(FigureKey key, DataOutputView out) throws IOException {
      Wire.string(key.meter, out);
      out.writeLong(key.period);
      Wire.bytes(key.group, out);
    }

    @Override
    public FigureKey deserialize(DataInputView in) throws IOException {
      String meter = Wire.string(in);
      long period = in.readLong();
      return new FigureKey(meter, period, Wire.bytes(in));
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    public static final class Snapshot extends SimpleTypeSerializerSnapshot<FigureKey> {
      public Snapshot() {
        super(Serializer::new);
      }
    }
  }
}
