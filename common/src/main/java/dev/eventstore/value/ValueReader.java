package dev.eventstore.value;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.TreeMap;

/** Reads what {@link ValueWriter} wrote. */
public final class ValueReader {
  private final byte[] bytes;
  private int position;

  public ValueReader(byte[] bytes) {
    this.bytes = bytes;
  }

  public boolean hasMore() {
    return position < bytes.length;
  }

  /**
   * Reads one value after the other into the chosen places of a row.
   *
   * @param wanted of each place whether its value is; the others are passed over
   */
  public void tuple(Object[] row, int[] indexes, boolean[] wanted) {
    for (int index : indexes) {
      if (wanted[index]) {
        row[index] = value();
      } else {
        skip();
      }
    }
  }

  /** Passes over one tagged value, without making it. */
  public void skip() {
    int tag = bytes[position++];
    switch (tag) {
      case 0, 4, 5 -> {}
      case 1, 8 -> skipBlob();
      case 2 -> unsigned();
      case 3 -> {
        unsigned();
        skipBlob();
      }
      case 6 -> {
        unsigned();
        unsigned();
      }
      case 7 -> {
        for (long texts = 2 * unsigned(); texts > 0; texts--) {
          skipBlob();
        }
      }
      default -> throw unknown(tag);
    }
  }

  private void skipBlob() {
    int length = (int) unsigned();
    position += length;
  }

  private IllegalStateException unknown(int tag) {
    return new IllegalStateException("unknown tag " + tag + " at " + (position - 1));
  }

  /** Reads one tagged value. */
  public Object value() {
    int tag = bytes[position++];
    return switch (tag) {
      case 0 -> null;
      case 1 -> string();
      case 2 -> signed();
      case 3 -> decimal();
      case 4 -> Boolean.TRUE;
      case 5 -> Boolean.FALSE;
      case 6 -> Instant.ofEpochSecond(signed(), unsigned());
      case 7 -> strings();
      case 8 -> new BigInteger(blob());
      default -> throw unknown(tag);
    };
  }

  private BigDecimal decimal() {
    int scale = (int) signed();
    int length = (int) unsigned();
    if (length > Long.BYTES) {
      position += length;
      return new BigDecimal(new BigInteger(bytes, position - length, length), scale);
    }
    long unscaled = bytes[position++];
    for (int i = 1; i < length; i++) {
      unscaled = unscaled << Byte.SIZE | bytes[position++] & 0xff;
    }
    return BigDecimal.valueOf(unscaled, scale);
  }

  private TreeMap<String, String> strings() {
    TreeMap<String, String> strings = new TreeMap<>();
    long count = unsigned();
    for (long i = 0; i < count; i++) {
      String key = string();
      strings.put(key, string());
    }
    return strings;
  }

  public String string() {
    int length = (int) unsigned();
    String text = new String(bytes, position, length, StandardCharsets.UTF_8);
    position += length;
    return text;
  }

  public byte[] blob() {
    int length = (int) unsigned();
    byte[] blob = Arrays.copyOfRange(bytes, position, position + length);
    position += length;
    return blob;
  }

  public long signed() {
    long raw = unsigned();
    return (raw >>> 1) ^ -(raw & 1);
  }

  public long unsigned() {
    long value = 0;
    int shift = 0;
    while (true) {
      byte next = bytes[position++];
      value |= (next & 0x7FL) << shift;
      if (next >= 0) {
        return value;
      }
      shift += 7;
    }
  }
}
