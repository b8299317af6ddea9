package dev.eventstore.value;

import java.nio.ByteBuffer;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A digest of 128 bits. One value's is the first half of its SHA-256; that of many is their sum
 * modulo 2^128, which does not depend on their order, and from which parts can be added.
 */
public record Digest(long high, long low) {
  public static final Digest NONE = new Digest(0, 0);
  private static final int BYTES = 16;

  /** Every event is digested at its release: looking SHA-256 up takes longer than a short one. */
  private static final ThreadLocal<Sha256> SHA_256 = ThreadLocal.withInitial(Sha256::new);

  private static final class Sha256 {
    private final MessageDigest function;
    private final byte[] result = new byte[32];

    private Sha256() {
      try {
        function = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every Java has SHA-256", e);
      }
    }

    private byte[] of(byte[] bytes, int length) {
      function.update(bytes, 0, length);
      try {
        function.digest(result, 0, result.length);
      } catch (DigestException e) {
        throw new IllegalStateException("a SHA-256 has 32 bytes", e);
      }
      return result;
    }
  }

  /** The digest of canonical bytes. */
  public static Digest of(byte[] bytes) {
    return of(bytes, bytes.length);
  }

  /** The digest of the first of some bytes. */
  static Digest of(byte[] bytes, int length) {
    return fromBytes(SHA_256.get().of(bytes, length));
  }

  public Digest plus(Digest other) {
    long sum = low + other.low;
    long carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
    return new Digest(high + other.high + carry, sum);
  }

  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  /** Reads the first 16 bytes. */
  public static Digest fromBytes(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    long high = buffer.getLong();
    return new Digest(high, buffer.getLong());
  }

  /** 32 hexadecimal digits. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
