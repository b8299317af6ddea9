package dev.eventstore.identity;

/**
 * A 64-bit hash of an identity. It finds the place of an event and its shard; whether the id is
 * really there is always decided by the id itself. Part of every savepoint: it never changes.
 */
public final class IdHash {
  private static final long OFFSET = 0xcbf29ce484222325L;

  private IdHash() {}

  /** FNV-1a, with the bits mixed at the end so that every part of the result is usable. */
  public static long of(byte[] id) {
    return mixed(fnv(OFFSET, id));
  }

  private static long fnv(long begin, byte[] bytes) {
    long hash = begin;
    for (byte b : bytes) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    return hash;
  }

  private static long mixed(long hash) {
    long mixed = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
    return mixed ^ (mixed >>> 32);
  }

  /** Of an identity within its key. */
  public static long of(byte[] key, byte[] id) {
    return mixed(fnv(fnv(OFFSET, key), id));
  }

  /** The shard of an id among {@code shards}. */
  public static int shard(byte[] id, int shards) {
    return shards == 1 ? 0 : (int) Long.remainderUnsigned(of(id) >>> 16, shards);
  }
}
