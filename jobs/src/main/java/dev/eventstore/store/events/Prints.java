package dev.eventstore.store.events;

import java.util.Arrays;

/** A set of ids, by {@link IdPages#print}, that says quickly of most others that it lacks them. */
final class Prints {
  /** With so many bits for each print, one other in so many is searched for in vain. */
  private static final int BITS = 16;

  private final int[] sorted;
  private final long[] bits;
  private final int mask;

  Prints(long[] hashes) {
    sorted = Arrays.stream(hashes).mapToInt(IdPages::print).sorted().toArray();
    int size = Math.max(Long.SIZE, Integer.highestOneBit(hashes.length * BITS) << 1);
    bits = new long[size / Long.SIZE];
    mask = size - 1;
    for (int print : sorted) {
      bits[(print & mask) >>> 6] |= 1L << print;
    }
  }

  boolean has(int print) {
    return (bits[(print & mask) >>> 6] & 1L << print) != 0
        && Arrays.binarySearch(sorted, print) >= 0;
  }
}
