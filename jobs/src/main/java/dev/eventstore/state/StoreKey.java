package dev.eventstore.state;

import dev.eventstore.identity.IdHash;
import dev.eventstore.value.ValueWriter;
import java.io.IOException;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeutils.SimpleTypeSerializerSnapshot;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

/**
 * What the store's state is keyed by.
 *
 * <p>All event keys are spread over a fixed number of buckets, so that events come to the state
 * many at a time, however many keys there are. A bucket has a root, which knows the identities, and
 * per period one or more chunks, which hold the events. All of them hash alike, by the bucket, so
 * that a root and its chunks live in the same subtask and one may reach the other's state by
 * setting the current key. A chunk is what one timer releases: it holds a bounded number of events,
 * so that no bucket is too large for a step.
 *
 * @param bucket from 0 to {@link #BUCKETS}
 * @param period the start of the chunk's period, epoch seconds
 * @param chunk of a period, counted from 0; of a root, the page of its identities
 */
public record StoreKey(int bucket, long period, int chunk) {
  public static final TypeInformation<StoreKey> TYPE =
      new SerializedType<>(StoreKey.class, new Serializer());

  /**
   * Of any operator's keys: more than any store needs subtasks, few enough that each has little
   * overhead. Part of every savepoint: it never changes.
   */
  public static final int MAX_PARALLELISM = 128;

  private static final int BUCKET_BITS = 12;

  /** Part of every savepoint: it never changes. */
  public static final int BUCKETS = 1 << BUCKET_BITS;

  private static final long NO_PERIOD = Long.MIN_VALUE;

  /**
   * The bucket of an event.
   *
   * @param key canonical bytes of the key's values
   */
  public static int bucket(byte[] key, int shard) {
    long spread = (IdHash.of(key) + shard) * 0x9E3779B97F4A7C15L;
    return (int) (spread >>> (Long.SIZE - BUCKET_BITS));
  }

  /** The key under which a bucket's identities are known. */
  public static StoreKey root(int bucket) {
    return new StoreKey(bucket, NO_PERIOD, 0);
  }

  /**
   * A chunk of this bucket's events.
   *
   * @param period the period's start, epoch seconds
   */
  public StoreKey chunk(long period, int chunk) {
    return new StoreKey(bucket, period, chunk);
  }

  public StoreKey root() {
    return root(bucket);
  }

  /** A page of this bucket's identities. */
  public StoreKey page(int page) {
    return new StoreKey(bucket, NO_PERIOD, page);
  }

  /** All of it as bytes: the name of a chunk. */
  public byte[] toBytes() {
    return new ValueWriter().unsigned(bucket).signed(period).unsigned(chunk).toBytes();
  }

  @Override
  public int hashCode() {
    return bucket;
  }

  /** Bucket, period, chunk. Keys never evolve in a savepoint: this layout is for ever. */
  public static final class Serializer extends ImmutableSerializer<StoreKey> {
    private static final long serialVersionUID = 1L;

    @Override
    public void serialize(StoreKey key, DataOutputView out) throws IOException {
      out.writeShort(key.bucket);
      out.writeLong(key.period);
      Wire.unsigned(key.chunk, out);
    }

    @Override
    public StoreKey deserialize(DataInputView in) throws IOException {
      int bucket = in.readUnsignedShort();
      long period = in.readLong();
      return new StoreKey(bucket, period, (int) Wire.unsigned(in));
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
