package dev.eventstore.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What one part has said to a group.
 *
 * @param round how often the period had been begun to be reprocessed when it was said
 * @param content a contribution or an event row; empty where there is none any more
 */
public record Said(int round, byte[] content) {

  public boolean isNothing() {
    return content.length == 0;
  }

  /** A version byte, the round, the content. */
  public static final class Serializer extends ImmutableSerializer<Said> {
    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public void serialize(Said said, DataOutputView out) throws IOException {
      out.writeByte(VERSION);
      Wire.unsigned(said.round, out);
      Wire.bytes(said.content, out);
    }

    @Override
    public Said deserialize(DataInputView in) throws IOException {
      Versions.check(in.readByte(), VERSION, "contribution");
      int round = (int) Wire.unsigned(in);
      return new Said(round, Wire.bytes(in));
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    public static final class Snapshot extends SimpleTypeSerializerSnapshot<Said> {
      public Snapshot() {
        super(Serializer::new);
      }
    }
  }
}
