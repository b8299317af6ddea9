package dev.eventstore.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Canonical forms of values: equal values have one form, so that their bytes are equal too. */
public final class Values {
  /** The most digits a decimal may have in plain notation, before and after the point together. */
  public static final int MAX_DECIMAL_DIGITS = 1_000;

  /** Longer text is not tried: the time to read a number grows with the square of its digits. */
  public static final int MAX_TEXT = 10 * MAX_DECIMAL_DIGITS;

  /** Java also reads the digits of other scripts. */
  private static final int MAX_ASCII = 0x7F;

  private Values() {}

  /**
   * The decimal of a text.
   *
   * @throws NumberFormatException where it is no number, or far too long
   */
  public static BigDecimal parse(String text) {
    String digits = text.strip();
    if (digits.length() > MAX_TEXT) {
      throw new NumberFormatException("too long");
    }
    if (digits.chars().anyMatch(c -> c > MAX_ASCII)) {
      throw new NumberFormatException("digits of another script");
    }
    return new BigDecimal(digits);
  }

  /** The boolean of a text, in capitals or not; null where it is none. */
  public static Boolean bool(String text) {
    String word = text.strip().toLowerCase(Locale.ROOT);
    return word.equals("true") || word.equals("false") ? Boolean.valueOf(word) : null;
  }

  /** Whether text can be written as UTF-8: no half of a surrogate pair stands alone in it. */
  public static boolean isWellFormed(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (Character.isSurrogate(text.charAt(i))) {
        if (i + 1 == text.length()
            || !Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1))) {
          return false;
        }
        i++;
      }
    }
    return true;
  }

  /** The text with what UTF-8 cannot say replaced by {@code ?}. */
  public static String wellFormed(String text) {
    return isWellFormed(text)
        ? text
        : new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
  }

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
