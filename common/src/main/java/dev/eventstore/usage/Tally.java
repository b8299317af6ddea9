package dev.eventstore.usage;

import dev.eventstore.value.ValueReader;
import dev.eventstore.value.ValueWriter;
import dev.eventstore.value.Values;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** The counts of one source in one period. Adding is exact and in any order. */
public final class Tally {
  private static final int VERSION = 2;

  private final long[] counts = new long[Counter.values().length];
  private final SortedMap<String, BigDecimal> sums = new TreeMap<>();

  public Tally add(Counter counter, long count) {
    counts[counter.ordinal()] += count;
    return this;
  }

  /** Adds to the sum of a field over what is stored. */
  public Tally sum(String field, BigDecimal value) {
    sums.merge(field, value, BigDecimal::add);
    return this;
  }

  /** Forgets the sums of some fields. */
  public Tally forgetSums(Set<String> fields) {
    sums.keySet().removeAll(fields);
    return this;
  }

  /** The sum of each numeric field over what is stored. */
  public SortedMap<String, BigDecimal> sums() {
    return Collections.unmodifiableSortedMap(sums);
  }

  public Tally merge(Tally other) {
    other.sums.forEach(this::sum);
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

  /**
   * A version, then the counts in the order of {@link Counter}, of which new ones go to the end,
   * then the fields with their sums.
   */
  public byte[] toBytes() {
    ValueWriter writer = new ValueWriter().unsigned(VERSION).unsigned(counts.length);
    for (long count : counts) {
      writer.signed(count);
    }
    writer.unsigned(sums.size());
    sums.forEach((field, sum) -> writer.string(field).value(sum));
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
    for (long i = reader.unsigned(); i > 0; i--) {
      String field = reader.string();
      tally.sums.put(field, (BigDecimal) reader.value());
    }
    return tally;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tally that
        && Arrays.equals(counts, that.counts)
        && toText(sums).equals(toText(that.sums));
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(counts) * 31 + toText(sums).hashCode();
  }

  /** Sums compare as numbers. */
  private static String toText(SortedMap<String, BigDecimal> sums) {
    SortedMap<String, String> texts = new TreeMap<>();
    sums.forEach((field, sum) -> texts.put(field, Values.decimal(sum).toPlainString()));
    return texts.toString();
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
