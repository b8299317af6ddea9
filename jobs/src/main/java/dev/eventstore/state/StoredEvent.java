package dev.eventstore.state;

import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An event as it is kept: what its key and its identity do not say already.
 *
 * @param source the source it belongs to
 * @param time its arrival, where the store has no time field; else null, the content holds it
 * @param received when it was read, epoch milliseconds
 * @param layout the number of the content's layout
 * @param content the canonical bytes of its other fields
 */
public record StoredEvent(String source, Instant time, long received, int layout, byte[] content) {
  /**
   * The trace of an event that left a released period. It keeps the event's place, so that what is
   * published of it there goes on counting revisions, should it come back.
   */
  public static final StoredEvent GONE = new StoredEvent("", null, 0, 0, new byte[0]);

  public boolean isGone() {
    return source.isEmpty();
  }

  /** The same event, of another source. */
  public StoredEvent ofSource(String other) {
    return new StoredEvent(other, time, received, layout, content);
  }

  /** A version byte, then the parts in order. */
  public static final class Serializer extends ImmutableSerializer<StoredEvent> {
    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public void serialize(StoredEvent event, DataOutputView out) throws IOException {
      out.writeByte(VERSION);
      Wire.string(event.source, out);
      Wire.instant(event.time, out);
      Wire.unsigned(event.received, out);
      Wire.unsigned(event.layout, out);
      Wire.bytes(event.content, out);
    }

    @Override
    public StoredEvent deserialize(DataInputView in) throws IOException {
      Versions.check(in.readByte(), VERSION, "event");
      String source = Wire.string(in);
      Instant time = Wire.instant(in);
      long received = Wire.unsigned(in);
      int layout = (int) Wire.unsigned(in);
      return new StoredEvent(source, time, received, layout, Wire.bytes(in));
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    public static final class Snapshot extends SimpleTypeSerializerSnapshot<StoredEvent> {
      public Snapshot() {
        super(Serializer::new);
      }
    }
  }
}
