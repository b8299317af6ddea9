package dev.eventstore.bench.usage;

/**
 * Zipf's law with exponent 1: number {@code i} comes up {@code i + 1} times less often than number
 * 0. Drawn in constant time by Walker's alias method.
 */
final class Zipf {
  /** Of a column, the part that is its own, in 2^32nds. */
  private final long[] own;

  private final int[] alias;

  Zipf(int size) {
    double sum = 0;
    for (int i = 1; i <= size; i++) {
      sum += 1.0 / i;
    }
    double[] weight = new double[size];
    int[] small = new int[size];
    int[] large = new int[size];
    int smalls = 0;
    int larges = 0;
    for (int i = 0; i < size; i++) {
      weight[i] = size / (sum * (i + 1));
      if (weight[i] < 1) {
        small[smalls++] = i;
      } else {
        large[larges++] = i;
      }
    }
    own = new long[size];
    alias = new int[size];
    while (smalls > 0 && larges > 0) {
      int less = small[--smalls];
      int more = large[larges - 1];
      own[less] = (long) (weight[less] * (1L << 32));
      alias[less] = more;
      weight[more] -= 1 - weight[less];
      if (weight[more] < 1) {
        larges--;
        small[smalls++] = more;
      }
    }
    // What is left is whole, but for what rounding took.
    while (larges > 0) {
      own[large[--larges]] = 1L << 32;
    }
    while (smalls > 0) {
      own[small[--smalls]] = 1L << 32;
    }
  }

  /**
   * @param mixed 64 bits that look random
   */
  int draw(long mixed) {
    int column = (int) ((mixed >>> 32) * own.length >>> 32);
    return (mixed & 0xffffffffL) < own[column] ? column : alias[column];
  }
}
