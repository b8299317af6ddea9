package dev.eventstore.state;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/** The few shapes that all serializers are made of. */
public final class Wire {
  private Wire() {}

  /** A number as an unsigned varint: 1 byte below 128. */
  public static void unsigned(long value, DataOutputView out) throws IOException {
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      out.writeByte((int) (rest | 0x80));
      rest >>>= 7;
    }
    out.writeByte((int) rest);
  }

  public static long unsigned(DataInputView in) throws IOException {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.readByte();
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  /** A number of either sign, small ones in few bytes. */
  public static void signed(long value, DataOutputView out) throws IOException {
    unsigned((value << 1) ^ (value >> 63), out);
  }

  public static long signed(DataInputView in) throws IOException {
    long raw = unsigned(in);
    return (raw >>> 1) ^ -(raw & 1);
  }

  public static void bytes(byte[] bytes, DataOutputView out) throws IOException {
    unsigned(bytes.length, out);
    out.write(bytes);
  }

  public static byte[] bytes(DataInputView in) throws IOException {
    byte[] bytes = new byte[(int) unsigned(in)];
    in.readFully(bytes);
    return bytes;
  }

  public static void string(String text, DataOutputView out) throws IOException {
    bytes(text.getBytes(StandardCharsets.UTF_8), out);
  }

  public static String string(DataInputView in) throws IOException {
    return new String(bytes(in), StandardCharsets.UTF_8);
  }

  /** A string that may be null. */
  public static void optional(String text, DataOutputView out) throws IOException {
    out.writeBoolean(text != null);
    if (text != null) {
      string(text, out);
    }
  }

  public static String optional(DataInputView in) throws IOException {
    return in.readBoolean() ? string(in) : null;
  }

  /** An instant that may be null. */
  public static void instant(Instant instant, DataOutputView out) throws IOException {
    out.writeBoolean(instant != null);
    if (instant != null) {
      out.writeLong(instant.getEpochSecond());
      unsigned(instant.getNano(), out);
    }
  }

  public static Instant instant(DataInputView in) throws IOException {
    return in.readBoolean() ? Instant.ofEpochSecond(in.readLong(), unsigned(in)) : null;
  }
}
