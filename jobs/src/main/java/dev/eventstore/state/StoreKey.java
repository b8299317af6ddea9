package dev.eventstore.state;

import dev.eventstore.event.ValueWriter;
import java.io.IOException;
import java.util.Arrays;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What the store's state is keyed by.
 *
 * <p>One event key has a root, which knows the identities, and per period one or more chunks, which
 * hold the events. All of them hash alike, by key and shard, so that a root and its chunks live in
 * the same subtask and one may reach the other's state by setting the current key. A chunk is what
 * one timer releases: it holds a bounded number of events, so that no key is too large for a step.
 */
public final class StoreKey {
  public static final TypeInformation<StoreKey> TYPE =
      new SerializedType<>(StoreKey.class, new Serializer());

  private static final long NO_PERIOD = Long.MIN_VALUE;

  private final byte[] key;
  private final int shard;
  private final long period;
  private final int chunk;
  private final int hash;

  private StoreKey(byte[] key, int shard, long period, int chunk) {
    this.key = key;
    this.shard = shard;
    this.period = period;
    this.chunk = chunk;
    this.hash = Arrays.hashCode(key) * 31 + shard;
  }

  /** The key under which identities are known. */
  public static StoreKey root(byte[] key, int shard) {
    return new StoreKey(key, shard, NO_PERIOD, 0);
  }

  /**
   * A chunk of this key's events.
   *
   * @param period the period's start, epoch seconds
   */
  public StoreKey chunk(long period, int chunk) {
    return new StoreKey(key, shard, period, chunk);
  }

  public StoreKey root() {
    return root(key, shard);
  }

  /** The canonical bytes of the key's values. */
  public byte[] key() {
    return key;
  }

  public int shard() {
    return shard;
  }

  /** The start of the chunk's period, epoch seconds. */
  public long period() {
    return period;
  }

  public int chunk() {
    return chunk;
  }

  /** All of it as bytes: the name of a chunk. */
  public byte[] toBytes() {
    ValueWriter writer = new ValueWriter();
    return writer.blob(key).unsigned(shard).signed(period).unsigned(chunk).toBytes();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoreKey that
        && hash == that.hash
        && period == that.period
        && chunk == that.chunk
        && shard == that.shard
        && Arrays.equals(key, that.key);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** Key, shard, period, chunk. Keys never evolve in a savepoint: this layout is for ever. */
  public static final class Serializer extends ImmutableSerializer<StoreKey> {
    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(StoreKey key, DataOutputView out) throws IOException {
      Wire.bytes(key.key, out);
      Wire.unsigned(key.shard, out);
      out.writeLong(key.period);
      Wire.unsigned(key.chunk, out);
    }

    @Override
    public StoreKey deserialize(DataInputView in) throws IOException {
      byte[] key = Wire.bytes(in);
      int shard = (int) Wire.unsigned(in);
      long period = in.readLong();
      return new StoreKey(key, shard, period, (int) Wire.unsigned(in));
    }

    @Override
    public Snapshot snapshotConfiguration() {
      return new Snapshot();
    }

    public static final class Snapshot extends SimpleTypeSerializerSnapshot<StoreKey> {
      public Snapshot() {
        super(Serializer::new);
      }
    }
  }
}
