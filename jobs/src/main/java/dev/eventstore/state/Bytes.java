package dev.eventstore.state;

import java.io.IOException;
import java.io.Serializable;
import java.util.Arrays;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** Bytes that compare by content: canonical tuples as keys of map state. */
public record Bytes(byte[] array) implements Serializable {

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(array, that.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  /** Length and bytes. */
  public static final class Serializer extends ImmutableSerializer<Bytes> {
    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(Bytes bytes, DataOutputView out) throws IOException {
      Wire.bytes(bytes.array, out);
    }

    @Override
    public Bytes deserialize(DataInputView in) throws IOException {
      return new Bytes(Wire.bytes(in));
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Bytes> {
      public Snapshot() {
        super(Serializer::new);
      }
    }
  }
}
