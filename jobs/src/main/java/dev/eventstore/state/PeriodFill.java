package dev.eventstore.state;

import java.io.IOException;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * How far a bucket's period has come.
 *
 * @param count events ever put in it
 * @param released whether it went to the meters
 */
public record PeriodFill(long count, boolean released) {

  /** A version byte, the count, the flag. */
  public static final class Serializer extends ImmutableSerializer<PeriodFill> {
    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public void serialize(PeriodFill fill, DataOutputView out) throws IOException {
      out.writeByte(VERSION);
      Wire.unsigned(fill.count, out);
      out.writeBoolean(fill.released);
    }

    @Override
    public PeriodFill deserialize(DataInputView in) throws IOException {
      Versions.check(in.readByte(), VERSION, "entry of a period");
      long count = Wire.unsigned(in);
      return new PeriodFill(count, in.readBoolean());
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    public static final class Snapshot extends SimpleTypeSerializerSnapshot<PeriodFill> {
      public Snapshot() {
        super(Serializer::new);
      }
    }
  }
}
