package dev.eventstore.usage;

import dev.eventstore.event.ValueReader;
import dev.eventstore.event.ValueWriter;
import java.util.Arrays;

/** The counts of one source in one period. Adding is exact and in any order. */
public final class Tally {
  private static final int VERSION = 1;

  private final long[] counts = new long[Counter.values().length];

  public Tally add(Counter counter, long count) {
    counts[counter.ordinal()] += count;
    return this;
  }

  public Tally merge(Tally other) {
    for (int i = 0; i < counts.length; i++) {
      counts[i] += other.counts[i];
    }
    return this;
  }

  public long get(Counter counter) {
    return counts[counter.ordinal()];
  }

  /** received = stored + duplicates + replaced + conflicts kept out + quarantined + deleted. */
  public boolean balances() {
    return get(Counter.RECEIVED)
        == get(Counter.STORED)
            + get(Counter.DUPLICATES)
            + get(Counter.REPLACED)
            + get(Counter.CONFLICTS)
            + get(Counter.QUARANTINED)
            + get(Counter.DELETED);
  }

  /** A version, then the counts in the order of {@link Counter}; new ones go to the end. */
  public byte[] toBytes() {
    ValueWriter writer = new ValueWriter().unsigned(VERSION).unsigned(counts.length);
    for (long count : counts) {
      writer.signed(count);
    }
    return writer.toBytes();
  }

  public static Tally fromBytes(byte[] bytes) {
    ValueReader reader = new ValueReader(bytes);
    long version = reader.unsigned();
    if (version != VERSION) {
      throw new IllegalArgumentException("tally of layout " + version + ", this reads " + VERSION);
    }
    Tally tally = new Tally();
    int known = (int) reader.unsigned();
    for (int i = 0; i < known; i++) {
      tally.counts[i] = reader.signed();
    }
    return tally;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tally that && Arrays.equals(counts, that.counts);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    for (Counter counter : Counter.values()) {
      text.append(counter.word()).append('=').append(get(counter)).append(' ');
    }
    return text.toString().trim();
  }
}
