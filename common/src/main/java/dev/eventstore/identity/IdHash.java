package dev.eventstore.identity;

/**
 * A 64-bit hash of an identity. It finds the place of an event and its shard; whether the id is
 * really there is always decided by the id itself. Part of every savepoint: it never changes.
 */
public final class IdHash {
  private IdHash() {}

  /** FNV-1a, with the bits mixed at the end so that every part of the result is usable. */
  public static long of(byte[] id) {
    long hash = 0xcbf29ce484222325L;
    for (byte b : id) {
      hash = (hash ^ (b & 0xff)) * 0x100000001b3L;
    }
    hash = (hash ^ (hash >>> 32)) * 0xd6e8feb86659fd93L;
    return hash ^ (hash >>> 32);
  }

  /** The shard of an id among {@code shards}. */
  public static int shard(byte[] id, int shards) {
    return shards == 1 ? 0 : (int) Long.remainderUnsigned(of(id) >>> 16, shards);
  }
}
