package dev.eventstore.state;

import dev.eventstore.event.Position;
import java.io.IOException;
import java.time.Instant;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An accepted event on its way into the store. It carries its original bytes, since the store may
 * still have to refuse it, and what is refused goes to quarantine as it came.
 *
 * @param key canonical bytes of the key's values
 * @param bucket see {@link StoreKey}
 * @param id canonical bytes of the identity's values
 * @param layout names the layout of the content, see {@link dev.eventstore.event.ContentLayout#id}
 * @param content canonical bytes of all other values
 * @param time the event's time
 * @param received when it was read, epoch milliseconds
 * @param resubmitted whether an operator sent it again from quarantine
 * @param deletes whether its source takes it back
 */
public record UsageEvent(
    byte[] key,
    int bucket,
    byte[] id,
    long layout,
    byte[] content,
    Instant time,
    String source,
    Position position,
    long received,
    boolean resubmitted,
    boolean deletes,
    byte[] original) {

  public static final TypeInformation<UsageEvent> TYPE =
      new SerializedType<>(UsageEvent.class, new Serializer());

  public static final class Serializer extends ImmutableSerializer<UsageEvent> {
    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(UsageEvent event, DataOutputView out) throws IOException {
      Wire.bytes(event.key, out);
      Wire.unsigned(event.bucket, out);
      Wire.bytes(event.id, out);
      out.writeLong(event.layout);
      Wire.bytes(event.content, out);
      out.writeLong(event.time.getEpochSecond());
      Wire.unsigned(event.time.getNano(), out);
      Wire.string(event.source, out);
      Positions.write(event.position, out);
      Wire.unsigned(event.received, out);
      out.writeBoolean(event.resubmitted);
      out.writeBoolean(event.deletes);
      Wire.bytes(event.original, out);
    }

    @Override
    public UsageEvent deserialize(DataInputView in) throws IOException {
      byte[] key = Wire.bytes(in);
      int bucket = (int) Wire.unsigned(in);
      byte[] id = Wire.bytes(in);
      long layout = in.readLong();
      byte[] content = Wire.bytes(in);
      long second = in.readLong();
      Instant time = Instant.ofEpochSecond(second, Wire.unsigned(in));
      String source = Wire.string(in);
      Position position = Positions.read(in);
      long received = Wire.unsigned(in);
      boolean resubmitted = in.readBoolean();
      boolean deletes = in.readBoolean();
      return new UsageEvent(
          key,
          bucket,
          id,
          layout,
          content,
          time,
          source,
          position,
          received,
          resubmitted,
          deletes,
          Wire.bytes(in));
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    public static final class Snapshot extends SimpleTypeSerializerSnapshot<UsageEvent> {
      public Snapshot() {
        super(Serializer::new);
      }
    }
  }
}
