package dev.eventstore.state;

import dev.eventstore.event.Position;
import dev.eventstore.identity.IdHash;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * An accepted event on its way into the store: a view of its bytes, which travel and wait as they
 * are, and of which each part is made when it is asked for. It carries its original bytes, since
 * the store may still have to refuse it, and what is refused goes to quarantine as it came.
 *
 * <p>The bytes begin with the numbers, each at its place (big endian): bucket, flags, layout,
 * second and nanosecond of its time, when it was read, and the lengths of the parts, which follow:
 * key, identity, content, source, position, original.
 */
public final class UsageEvent {
  public static final TypeInformation<UsageEvent> TYPE =
      new SerializedType<>(UsageEvent.class, new Serializer());

  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

  private static final int BUCKET = 0;
  private static final int FLAGS = BUCKET + Integer.BYTES;
  private static final int LAYOUT = FLAGS + 1;
  private static final int SECOND = LAYOUT + Long.BYTES;
  private static final int NANO = SECOND + Long.BYTES;
  private static final int RECEIVED = NANO + Integer.BYTES;
  private static final int LENGTHS = RECEIVED + Long.BYTES;

  private static final int PARTS = 6;
  private static final int HEAD = LENGTHS + PARTS * Integer.BYTES;

  private static final int RESUBMITTED = 1;
  private static final int DELETES = 2;

  private final byte[] bytes;
  private final int begin;
  private final int key;
  private final int id;
  private final int content;
  private final int source;
  private final int position;
  private final int original;
  private final int end;

  /** A view of bytes that are not changed while it is used. */
  public UsageEvent(byte[] bytes, int begin) {
    this.bytes = bytes;
    this.begin = begin;
    key = begin + HEAD;
    id = key + length(0);
    content = id + length(1);
    source = content + length(2);
    position = source + length(3);
    original = position + length(4);
    end = original + length(5);
  }

  private int length(int part) {
    return (int) INT.get(bytes, begin + LENGTHS + part * Integer.BYTES);
  }

  /**
   * @param key canonical bytes of the key's values
   * @param bucket see {@link StoreKey}
   * @param id canonical bytes of the identity's values
   * @param layout names the layout of the content, see {@link
   *     dev.eventstore.event.ContentLayout#id}
   * @param content canonical bytes of all other values
   * @param time the event's time
   * @param position where it was read, or null
   * @param received when it was read, epoch milliseconds
   * @param resubmitted whether an operator sent it again from quarantine
   * @param deletes whether its source takes it back
   */
  public static UsageEvent of(
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
    byte[][] parts = {
      key, id, content, source.getBytes(StandardCharsets.UTF_8), bytes(position), original
    };
    int size = HEAD;
    for (byte[] part : parts) {
      size += part.length;
    }
    byte[] bytes = new byte[size];
    INT.set(bytes, BUCKET, bucket);
    bytes[FLAGS] = (byte) ((resubmitted ? RESUBMITTED : 0) | (deletes ? DELETES : 0));
    LONG.set(bytes, LAYOUT, layout);
    LONG.set(bytes, SECOND, time.getEpochSecond());
    INT.set(bytes, NANO, time.getNano());
    LONG.set(bytes, RECEIVED, received);
    int place = HEAD;
    for (int part = 0; part < PARTS; part++) {
      int length = parts[part].length;
      INT.set(bytes, LENGTHS + part * Integer.BYTES, length);
      System.arraycopy(parts[part], 0, bytes, place, length);
      place += length;
    }
    return new UsageEvent(bytes, 0);
  }

  private static byte[] bytes(Position position) {
    DataOutputSerializer out = new DataOutputSerializer(32);
    try {
      Positions.write(position, out);
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
    return out.getCopyOfBuffer();
  }

  /** How many bytes it has. */
  public int size() {
    return end - begin;
  }

  /** Copies its bytes. */
  public void copyTo(byte[] target, int place) {
    System.arraycopy(bytes, begin, target, place, size());
  }

  public int bucket() {
    return (int) INT.get(bytes, begin + BUCKET);
  }

  public boolean resubmitted() {
    return (bytes[begin + FLAGS] & RESUBMITTED) != 0;
  }

  public boolean deletes() {
    return (bytes[begin + FLAGS] & DELETES) != 0;
  }

  public long layout() {
    return (long) LONG.get(bytes, begin + LAYOUT);
  }

  /** The second of its time, epoch seconds. */
  public long second() {
    return (long) LONG.get(bytes, begin + SECOND);
  }

  public Instant time() {
    return Instant.ofEpochSecond(second(), (int) INT.get(bytes, begin + NANO));
  }

  public long received() {
    return (long) LONG.get(bytes, begin + RECEIVED);
  }

  /** Of its identity within its key. */
  public long hash() {
    return IdHash.of(bytes, key, id - key, content - id);
  }

  public byte[] key() {
    return part(key, id);
  }

  public byte[] id() {
    return part(id, content);
  }

  public byte[] content() {
    return part(content, source);
  }

  public String source() {
    return new String(bytes, source, position - source, StandardCharsets.UTF_8);
  }

  /** Where it was read, or null. */
  public Position position() {
    try {
      return Positions.read(new DataInputDeserializer(bytes, position, original - position));
    } catch (IOException e) {
      throw new IllegalStateException("memory does not fail", e);
    }
  }

  public byte[] original() {
    return part(original, end);
  }

  private byte[] part(int from, int to) {
    return Arrays.copyOfRange(bytes, from, to);
  }

  /** A version byte, how many bytes there are, and they. */
  public static final class Serializer extends ImmutableSerializer<UsageEvent> {
    private static final long serialVersionUID = 1L;
    private static final int VERSION = 1;

    @Override
    public void serialize(UsageEvent event, DataOutputView out) throws IOException {
      out.writeByte(VERSION);
      out.writeInt(event.size());
      out.write(event.bytes, event.begin, event.size());
    }

    @Override
    public UsageEvent deserialize(DataInputView in) throws IOException {
      Versions.check(in.readByte(), VERSION, "event in flight");
      byte[] bytes = new byte[in.readInt()];
      in.readFully(bytes);
      return new UsageEvent(bytes, 0);
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
