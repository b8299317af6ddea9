package dev.eventstore.store.events;

import java.util.Arrays;

/** A set of ids, by {@link IdPages#print}, that says quickly of most others that it lacks them. */
final class Prints {
  /** With so many bits for each print, one other in so many is searched for in vain. */
  private static final int BITS = 16;

  private final int[] sorted;
  private final int begin;
  private final int end;
  private final long[] bits;
  private final int mask;

  /** A part of prints that are sorted. */
  Prints(int[] sorted, int begin, int end) {
    this.sorted = sorted;
    this.begin = begin;
    this.end = end;
    int size = Math.max(Long.SIZE, Integer.highestOneBit((end - begin) * BITS) << 1);
    bits = new long[size / Long.SIZE];
    mask = size - 1;
    for (int i = begin; i < end; i++) {
      bits[(sorted[i] & mask) >>> 6] |= 1L << sorted[i];
    }
  }

  /** Sorts by the first bits, as {@link Integer#compareUnsigned} does. */
  static void sort(int[] prints) {
    flip(prints);
    Arrays.sort(prints);
    flip(prints);
  }

  private static void flip(int[] prints) {
    for (int i = 0; i < prints.length; i++) {
      prints[i] ^= Integer.MIN_VALUE;
    }
  }

  boolean has(int print) {
    return (bits[(print & mask) >>> 6] & 1L << print) != 0 && search(print);
  }

  private boolean search(int print) {
    int low = begin;
    int high = end;
    while (low < high) {
      int middle = (low + high) >>> 1;
      int order = Integer.compareUnsigned(sorted[middle], print);
      if (order == 0) {
        return true;
      }
      if (order < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return false;
  }
}
