package dev.eventstore.connect.files;

import dev.eventstore.connect.NewerLayout;
import dev.eventstore.connect.files.InputFolder.Version;
import dev.eventstore.state.Wire;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataOutputSerializer;

/** Version 1: file, offset, lines, ended, then the files that were read. */
final class FolderSplitSerializer implements SimpleVersionedSerializer<FolderSplit> {
  private static final int VERSION = 1;

  @Override
  public int getVersion() {
    return VERSION;
  }

  @Override
  public byte[] serialize(FolderSplit split) throws IOException {
    DataOutputSerializer out = new DataOutputSerializer(64);
    Wire.string(split.file(), out);
    out.writeLong(split.offset());
    out.writeLong(split.lines());
    out.writeBoolean(split.ended());
    Wire.unsigned(split.read().size(), out);
    for (Map.Entry<String, Version> file : split.read().entrySet()) {
      Wire.string(file.getKey(), out);
      out.writeLong(file.getValue().size());
      out.writeLong(file.getValue().modified());
    }
    return out.getCopyOfBuffer();
  }

  @Override
  public FolderSplit deserialize(int version, byte[] bytes) throws IOException {
    if (version != VERSION) {
      throw NewerLayout.of(version);
    }
    DataInputDeserializer in = new DataInputDeserializer(bytes);
    String file = Wire.string(in);
    long offset = in.readLong();
    long lines = in.readLong();
    boolean ended = in.readBoolean();
    Map<String, Version> read = new TreeMap<>();
    for (long left = Wire.unsigned(in); left > 0; left--) {
      read.put(Wire.string(in), new Version(in.readLong(), in.readLong()));
    }
    return new FolderSplit(file, offset, lines, ended, read);
  }
}
