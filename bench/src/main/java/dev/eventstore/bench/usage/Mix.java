package dev.eventstore.bench.usage;

/** Numbers that look random and are not. */
final class Mix {
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private Mix() {}

  /** The finalizer of SplitMix64: each bit of the number changes half of the bits of the result. */
  static long of(long number) {
    long z = number + GOLDEN;
    z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }

  /** Evenly from 0 to below the bound, of all bits. */
  static long below(long mixed, long bound) {
    return Math.multiplyHigh(mixed >>> 1, bound << 1);
  }
}
