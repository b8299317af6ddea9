package dev.eventstore.connect;

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
    ImmutableSerializer.writeText(split.file(), out);
    out.writeLong(split.offset());
    out.writeLong(split.line());
    return out.getCopyOfBuffer();
  }

  @Override
  public LinesSplit deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw ImmutableSerializer.unknownTag(version);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    return new LinesSplit(ImmutableSerializer.readText(in), in.readLong(), in.readLong());
  }
}
