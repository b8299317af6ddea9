package dev.eventstore.connect;

import dev.eventstore.state.Wire;
import java.io.IOException;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Version 1: file, offset, line. */
final class LinesSplitSerializer implements SimpleVersionedSerializer<LinesSplit> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(LinesSplit split) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    Wire.string(split.file(), out);
    out.writeLong(split.offset());
    out.writeLong(split.line());
    return out.getCopyOfBuffer();
  }

  @Override
  public LinesSplit deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw NewerLayout.of(version);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    return new LinesSplit(Wire.string(in), in.readLong(), in.readLong());
  }
}
