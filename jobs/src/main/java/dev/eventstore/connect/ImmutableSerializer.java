package dev.eventstore.connect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.api.common.typeutils.base.TypeSerializerSingleton;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * The part that the serializers of immutable stream elements share: copies are the element itself,
 * and every element begins with a tag, so that a later layout is a new tag and old in-flight data
 * stays readable.
 */
abstract class ImmutableSerializer<T> extends TypeSerializerSingleton<T> {
  private static final long serialVersionUID = 1L;

  @Override
  public boolean isImmutableType() {
    return true;
  }

  @Override
  public T createInstance() {
    return null;
  }

  @Override
  public T copy(T from) {
    return from;
  }

  @Override
  public T copy(T from, T reuse) {
    return from;
  }

  @Override
  public int getLength() {
    return -1;
  }

  @Override
  public T deserialize(T reuse, DataInputView source) throws IOException {
    return deserialize(source);
  }

  @Override
  public void copy(DataInputView source, DataOutputView target) throws IOException {
    serialize(deserialize(source), target);
  }

  static IOException unknownTag(int tag) {
    return new IOException(
        "unknown tag " + tag + ": the data was written by a newer version of Event Store");
  }

  static void writeBytes(byte[] bytes, DataOutputView target) throws IOException {
    target.writeInt(bytes.length);
    target.write(bytes);
  }

  static byte[] readBytes(DataInputView source) throws IOException {
    byte[] bytes = new byte[source.readInt()];
    source.readFully(bytes);
    return bytes;
  }

  /** Writes text of any length; null is kept. */
  static void writeText(String text, DataOutputView target) throws IOException {
    if (text == null) {
      target.writeInt(-1);
    } else {
      writeBytes(text.getBytes(StandardCharsets.UTF_8), target);
    }
  }

  static String readText(DataInputView source) throws IOException {
    int length = source.readInt();
    if (length < 0) {
      return null;
    }
    byte[] bytes = new byte[length];
    source.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  static void writeInstant(Instant instant, DataOutputView target) throws IOException {
    target.writeLong(instant.getEpochSecond());
    target.writeInt(instant.getNano());
  }

  static Instant readInstant(DataInputView source) throws IOException {
    long seconds = source.readLong();
    return Instant.ofEpochSecond(seconds, source.readInt());
  }
}
