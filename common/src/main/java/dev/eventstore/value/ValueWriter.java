package dev.eventstore.value;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.SortedMap;

/**
 * Writes values as canonical bytes: a tag that tells the type, then the value. Equal values give
 * equal bytes, so that tuples of values can be compared, hashed and used as keys without being
 * read. The layout is part of every savepoint and never changes; see {@link ValueReader}.
 *
 * <pre>
 * 0 null · 1 string (length, UTF-8) · 2 integer (zigzag varint) · 3 decimal (scale, length, unscaled)
 * 4 true · 5 false · 6 timestamp (seconds, nanoseconds) · 7 strings (size, key, value …) in key order
 * 8 integer beyond 64 bits (length, two's complement), in sums only
 * </pre>
 */
public final class ValueWriter {
  private static final VarHandle INT =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);

  private byte[] bytes = new byte[256];
  private int size;

  public ValueWriter reset() {
    size = 0;
    return this;
  }

  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  /** The digest of what was written. */
  public Digest digest() {
    return Digest.of(bytes, size);
  }

  public int size() {
    return size;
  }

  /** Writes the chosen values of a row, one after the other. */
  public ValueWriter tuple(Object[] row, int[] indexes) {
    for (int index : indexes) {
      value(row[index]);
    }
    return this;
  }

  /**
   * Writes one value with its tag.
   *
   * @throws IllegalArgumentException where the class is none of {@link FieldType}
   */
  public ValueWriter value(Object value) {
    if (value == null) {
      tag(0);
    } else if (value instanceof String text) {
      tag(1);
      string(text);
    } else if (value instanceof Long integer) {
      tag(2);
      signed(integer);
    } else if (value instanceof BigDecimal decimal) {
      tag(3);
      decimal(Values.decimal(decimal));
    } else if (value instanceof Boolean bool) {
      tag(bool ? 4 : 5);
    } else if (value instanceof Instant instant) {
      tag(6);
      signed(instant.getEpochSecond());
      unsigned(instant.getNano());
    } else if (value instanceof SortedMap<?, ?> strings) {
      tag(7);
      strings(strings);
    } else if (value instanceof BigInteger big) {
      bigInteger(big);
    } else {
      throw new IllegalArgumentException("no canonical form for " + value.getClass());
    }
    return this;
  }

  private void bigInteger(BigInteger big) {
    if (big.bitLength() < 64) {
      tag(2);
      signed(big.longValue());
    } else {
      tag(8);
      blob(big.toByteArray());
    }
  }

  private void decimal(BigDecimal value) {
    signed(value.scale());
    BigInteger unscaled = value.unscaledValue();
    int length = unscaled.bitLength() / Byte.SIZE + 1;
    if (length > Long.BYTES) {
      blob(unscaled.toByteArray());
      return;
    }
    unsigned(length);
    ensure(length);
    long rest = unscaled.longValue();
    for (int shift = (length - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
      bytes[size++] = (byte) (rest >> shift);
    }
  }

  private void strings(SortedMap<?, ?> strings) {
    unsigned(strings.size());
    for (Map.Entry<?, ?> entry : strings.entrySet()) {
      string((String) entry.getKey());
      string((String) entry.getValue());
    }
  }

  private void tag(int tag) {
    ensure(1);
    bytes[size++] = (byte) tag;
  }

  /** Writes a string: its length in bytes, then UTF-8. */
  public ValueWriter string(String text) {
    return blob(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Writes a length and the bytes. */
  public ValueWriter blob(byte[] blob) {
    unsigned(blob.length);
    ensure(blob.length);
    System.arraycopy(blob, 0, bytes, size, blob.length);
    size += blob.length;
    return this;
  }

  /** Writes 4 bytes, the highest first. */
  public ValueWriter fixed(int value) {
    ensure(Integer.BYTES);
    INT.set(bytes, size, value);
    size += Integer.BYTES;
    return this;
  }

  /** Writes a signed number, small ones in few bytes. */
  public ValueWriter signed(long value) {
    return unsigned((value << 1) ^ (value >> 63));
  }

  /** Writes a number as an unsigned varint. */
  public ValueWriter unsigned(long value) {
    ensure(10);
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
    return this;
  }

  private void ensure(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }
}
