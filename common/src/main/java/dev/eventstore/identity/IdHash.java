package dev.eventstore.identity;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A 64-bit hash of an identity. It finds the place of an event and its shard; whether the id is
 * really there is always decided by the id itself. Part of every savepoint: it never changes.
 *
 * <p>Eight bytes at a time are multiplied to 128 bits, of which both halves count.
 */
public final class IdHash {
  private static final long SEED = 0xcbf29ce484222325L;
  private static final long MULTIPLIER = 0x9E3779B97F4A7C15L;
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private IdHash() {}

  public static long of(byte[] id) {
    return mixed(SEED, id, 0, id.length);
  }

  /**
   * Of an identity within its key.
   *
   * @param bytes the key and, right after it, the identity
   */
  public static long of(byte[] bytes, int begin, int keyLength, int idLength) {
    return mixed(mixed(SEED, bytes, begin, keyLength), bytes, begin + keyLength, idLength);
  }

  private static long mixed(long seed, byte[] bytes, int begin, int length) {
    long hash = seed ^ length;
    int place = begin;
    int end = begin + length;
    for (; place <= end - Long.BYTES; place += Long.BYTES) {
      hash = fold(hash ^ (long) LONG.get(bytes, place));
    }
    long rest = 0;
    for (; place < end; place++) {
      rest = rest << Byte.SIZE | bytes[place] & 0xff;
    }
    return fold(fold(hash ^ rest));
  }

  private static long fold(long value) {
    return value * MULTIPLIER ^ Math.multiplyHigh(value, MULTIPLIER);
  }

  /** The shard of an id among {@code shards}. */
  public static int shard(byte[] id, int shards) {
    return shards == 1 ? 0 : (int) Long.remainderUnsigned(of(id) >>> 16, shards);
  }
}
