package dev.eventstore.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputDeserializer;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputSerializer;
import org.apache.flink.core.memory.DataOutputView;

/**
 * Events of a chunk that were put there together, in the order in which they came.
 *
 * @param events never changed
 */
public record EventBlock(List<StoredEvent> events) {

  /**
   * A version byte; then the block, or where that is smaller, how many bytes it has, and how many
   * and which they are when compressed.
   *
   * <p>The block is the number of events; then of each a byte of flags, key, identity, and where it
   * is not gone: source, time where it is kept, time of reading as the difference to the event
   * before, layout and content. A key or source that the block had before is its number there.
   *
   * <p>RocksDB moves a block several times, and would compress it each time.
   */
  public static final class Serializer extends ImmutableSerializer<EventBlock> {
    private static final long serialVersionUID = 1L;
    private static final int PLAIN = 1;
    private static final int COMPRESSED = 2;

    /** Buffers of this many bytes are not kept. */
    private static final int LARGE = 1 << 20;

    private static final int GONE = 1;
    private static final int TIMED = 2;
    private static final int NEW_KEY = 4;
    private static final int NEW_SOURCE = 8;

    private transient Compressor compressor;

    /** For another thread. */
    @Override
    public Serializer duplicate() {
      return new Serializer();
    }

    private Compressor compressor() {
      if (compressor == null) {
        compressor = new Compressor();
      }
      return compressor;
    }

    @Override
    public void serialize(EventBlock block, DataOutputView out) throws IOException {
      Compressor used = compressor();
      DataOutputSerializer plain = used.plain();
      write(block, plain);
      int length = plain.length();
      int size = used.compress();
      if (size < length) {
        out.writeByte(COMPRESSED);
        Wire.unsigned(length, out);
        Wire.unsigned(size, out);
        out.write(used.compressed(), 0, size);
      } else {
        out.writeByte(PLAIN);
        out.write(plain.getSharedBuffer(), 0, length);
      }
      if (length > LARGE) {
        compressor = null;
      }
    }

    @Override
    public EventBlock deserialize(DataInputView in) throws IOException {
      byte version = in.readByte();
      Versions.check(version, COMPRESSED, "block of events");
      if (version == PLAIN) {
        return read(in);
      }
      int length = (int) Wire.unsigned(in);
      byte[] bytes = compressor().decompress(Wire.bytes(in), length);
      return read(new DataInputDeserializer(bytes));
    }

    private static void write(EventBlock block, DataOutputView out) throws IOException {
      KeyNumbers keys = new KeyNumbers(block.events.size());
      Map<String, Integer> sources = new HashMap<>();
      long received = 0;
      Wire.unsigned(block.events.size(), out);
      for (StoredEvent event : block.events) {
        int key = keys.put(event.key());
        Integer source =
            event.isGone() ? null : sources.putIfAbsent(event.source(), sources.size());
        out.writeByte(flags(event, key, source));
        if (key == KeyNumbers.NEW) {
          Wire.bytes(event.key(), out);
        } else {
          Wire.unsigned(key, out);
        }
        Wire.bytes(event.id(), out);
        if (event.isGone()) {
          continue;
        }
        if (source == null) {
          Wire.string(event.source(), out);
        } else {
          Wire.unsigned(source, out);
        }
        if (event.time() != null) {
          out.writeLong(event.time().getEpochSecond());
          Wire.unsigned(event.time().getNano(), out);
        }
        Wire.signed(event.received() - received, out);
        received = event.received();
        Wire.unsigned(event.layout(), out);
        Wire.bytes(event.content(), out);
      }
    }

    private static int flags(StoredEvent event, int key, Integer source) {
      int flags = key == KeyNumbers.NEW ? NEW_KEY : 0;
      if (event.isGone()) {
        return flags | GONE;
      }
      return flags | (source == null ? NEW_SOURCE : 0) | (event.time() == null ? 0 : TIMED);
    }

    private static EventBlock read(DataInputView in) throws IOException {
      int count = (int) Wire.unsigned(in);
      List<StoredEvent> events = new ArrayList<>(count);
      List<byte[]> keys = new ArrayList<>();
      List<String> sources = new ArrayList<>();
      long received = 0;
      for (int i = 0; i < count; i++) {
        int flags = in.readByte();
        byte[] key = known(keys, (flags & NEW_KEY) != 0 ? Wire.bytes(in) : null, in);
        byte[] id = Wire.bytes(in);
        if ((flags & GONE) != 0) {
          events.add(StoredEvent.gone(key, id));
          continue;
        }
        String source =
            known(
                sources,
                (flags & NEW_SOURCE) != 0
                    ? new String(Wire.bytes(in), StandardCharsets.UTF_8)
                    : null,
                in);
        Instant time =
            (flags & TIMED) != 0 ? Instant.ofEpochSecond(in.readLong(), Wire.unsigned(in)) : null;
        received += Wire.signed(in);
        int layout = (int) Wire.unsigned(in);
        events.add(new StoredEvent(key, id, source, time, received, layout, Wire.bytes(in)));
      }
      return new EventBlock(events);
    }

    /** A value that is new, or the number of one that was there before. */
    private static <T> T known(List<T> values, T made, DataInputView in) throws IOException {
      if (made == null) {
        return values.get((int) Wire.unsigned(in));
      }
      values.add(made);
      return made;
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    public static final class Snapshot extends SimpleTypeSerializerSnapshot<EventBlock> {
      public Snapshot() {
        super(Serializer::new);
      }
    }
  }
}
