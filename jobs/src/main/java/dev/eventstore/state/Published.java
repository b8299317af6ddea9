package dev.eventstore.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What was published last.
 *
 * @param revision from 0
 * @param content a figure or an event row; empty where the last word was a deletion
 */
public record Published(int revision, byte[] content) {

  public boolean isDeleted() {
    return content.length == 0;
  }

  /** A version byte, the revision, the content. */
  public static final class Serializer extends ImmutableSerializer<Published> {
    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public void serialize(Published published, DataOutputView out) throws IOException {
      out.writeByte(VERSION);
      Wire.unsigned(published.revision, out);
      Wire.bytes(published.content, out);
    }

    @Override
    public Published deserialize(DataInputView in) throws IOException {
      Versions.check(in.readByte(), VERSION, "published figure");
      int revision = (int) Wire.unsigned(in);
      return new Published(revision, Wire.bytes(in));
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Published> {
      public Snapshot() {
        super(Serializer::new);
      }
    }
  }
}
