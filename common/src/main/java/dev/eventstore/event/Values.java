package dev.eventstore.event;

import java.math.BigDecimal;

/** Canonical forms of values: equal values have one form, so that their bytes are equal too. */
public final class Values {
  /** The most digits a decimal may have in plain notation, before and after the point together. */
  public static final int MAX_DECIMAL_DIGITS = 1_000;

  private Values() {}

  /** The decimal without trailing zeros: 1.00 and 1.0 are 1, 0.000 is 0. */
  public static BigDecimal decimal(BigDecimal value) {
    return value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
  }

  /** Whether the decimal can be written plainly in {@link #MAX_DECIMAL_DIGITS} digits. */
  public static boolean isWritable(BigDecimal value) {
    long integerDigits = Math.max(0, (long) value.precision() - value.scale());
    long fractionDigits = Math.max(0, value.scale());
    return integerDigits + fractionDigits <= MAX_DECIMAL_DIGITS;
  }
}
