package dev.eventstore.expression;

import java.math.BigInteger;
import java.util.List;

/**
 * The bounds of an integer that is not known yet, both inclusive. Of one that may have more than 38
 * digits, the most that a decimal of tables has, no bounds are told: it is {@link #ANY}.
 */
public record IntegerRange(BigInteger least, BigInteger most) {
  private static final BigInteger BEYOND = BigInteger.TEN.pow(38);

  public static final IntegerRange ANY = new IntegerRange(BEYOND.negate(), BEYOND);
  public static final IntegerRange ZERO = of(0, 0);

  /** Of what a field holds: 64 bits. */
  public static final IntegerRange LONG = of(Long.MIN_VALUE, Long.MAX_VALUE);

  public static final IntegerRange COUNT = of(0, Long.MAX_VALUE);

  /** A bound beyond takes the other with it, so that no sum leads back from there. */
  public IntegerRange {
    if (least.negate().max(most).compareTo(BEYOND) >= 0) {
      least = BEYOND.negate();
      most = BEYOND;
    }
  }

  public static IntegerRange of(long least, long most) {
    return new IntegerRange(BigInteger.valueOf(least), BigInteger.valueOf(most));
  }

  public boolean isLong() {
    return or(LONG).equals(LONG);
  }

  /** Either this or the other. */
  public IntegerRange or(IntegerRange other) {
    return new IntegerRange(least.min(other.least), most.max(other.most));
  }

  IntegerRange plus(IntegerRange other) {
    return new IntegerRange(least.add(other.least), most.add(other.most));
  }

  public IntegerRange minus(IntegerRange other) {
    return plus(new IntegerRange(other.most.negate(), other.least.negate()));
  }

  public IntegerRange times(IntegerRange other) {
    List<BigInteger> corners =
        List.of(
            least.multiply(other.least),
            least.multiply(other.most),
            most.multiply(other.least),
            most.multiply(other.most));
    return new IntegerRange(
        corners.stream().reduce(BigInteger::min).get(),
        corners.stream().reduce(BigInteger::max).get());
  }

  /** What is left of a division, with the sign of this. */
  IntegerRange remainder(IntegerRange other) {
    BigInteger largest = other.largest().subtract(BigInteger.ONE).min(largest());
    return new IntegerRange(
        least.signum() < 0 ? largest.negate() : BigInteger.ZERO,
        most.signum() > 0 ? largest : BigInteger.ZERO);
  }

  private BigInteger largest() {
    return least.negate().max(most);
  }
}
