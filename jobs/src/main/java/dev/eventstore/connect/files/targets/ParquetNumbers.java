package dev.eventstore.connect.files.targets;

import java.math.BigInteger;
import java.time.Instant;
import java.util.Arrays;
import org.apache.parquet.io.api.Binary;

/** Numbers as Parquet files hold them. */
public final class ParquetNumbers {
  /** Digits of the largest decimal. */
  public static final int DIGITS = 38;

  /** Bytes of the unscaled value of such a decimal. */
  public static final int BYTES = 16;

  private static final long MICROS = 1_000_000;

  private ParquetNumbers() {}

  /** What is below a microsecond is cut off, so that no moment leaves its period. */
  public static long micros(Instant instant) {
    return Math.addExact(
        Math.multiplyExact(instant.getEpochSecond(), MICROS), instant.getNano() / 1_000);
  }

  /** The unscaled value of a decimal: two's complement, the highest byte first, filled up. */
  public static Binary decimal(BigInteger unscaled) {
    byte[] digits = unscaled.toByteArray();
    byte[] bytes = new byte[BYTES];
    Arrays.fill(bytes, (byte) (digits[0] < 0 ? -1 : 0));
    System.arraycopy(digits, 0, bytes, bytes.length - digits.length, digits.length);
    return Binary.fromConstantByteArray(bytes);
  }
}
