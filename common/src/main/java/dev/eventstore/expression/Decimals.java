package dev.eventstore.expression;

import dev.eventstore.value.Values;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.regex.Pattern;

/** The arithmetic of expressions and aggregates: exact, but for division. */
public final class Decimals {
  /** Of divisions: 38 significant digits, half-even (contract 2 and 3.8). */
  public static final MathContext DIVISION = new MathContext(38, RoundingMode.HALF_EVEN);

  private static final Pattern NUMERIC =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]{1,3})?");

  private Decimals() {}

  private static boolean isNumber(Object value) {
    return value instanceof BigDecimal || value instanceof Long;
  }

  /** Numbers are equal by value, whatever their types; all else as Java says. */
  static boolean equal(Object left, Object right) {
    if (left.getClass() == right.getClass() && !(left instanceof BigDecimal)) {
      return left.equals(right);
    }
    if (isNumber(left) || isNumber(right)) {
      return isNumeric(left) && isNumeric(right) && of(left).compareTo(of(right)) == 0;
    }
    return left.equals(right);
  }

  /** A number, or text that is one. */
  static boolean isNumeric(Object value) {
    return isNumber(value)
        || value instanceof String text && text.length() < 100 && NUMERIC.matcher(text).matches();
  }

  /**
   * The exact decimal of an integer, a decimal or numeric text.
   *
   * @throws ExpressionException where the text is no number, or the number has more digits than can
   *     be written: a few bytes such as 1e300000000 would take all time and memory
   */
  static BigDecimal of(Object value) {
    if (value instanceof Long integer) {
      return BigDecimal.valueOf(integer);
    }
    BigDecimal decimal = value instanceof BigDecimal known ? known : parse((String) value);
    if (!Values.isWritable(decimal)) {
      throw new ExpressionException("'" + shortened(value.toString()) + "' has too many digits");
    }
    return decimal;
  }

  private static BigDecimal parse(String text) {
    try {
      return Values.parse(text);
    } catch (NumberFormatException e) {
      throw new ExpressionException("'" + shortened(text) + "' is no number");
    }
  }

  /** Of the sign of the left, as CEL has it for integers. */
  static BigDecimal remainder(BigDecimal left, BigDecimal right) {
    if (right.signum() == 0) {
      throw new ExpressionException("division by zero");
    }
    return left.remainder(right);
  }

  static BigDecimal divide(BigDecimal left, BigDecimal right) {
    if (right.signum() == 0) {
      throw new ExpressionException("division by zero");
    }
    return left.divide(right, DIVISION);
  }

  /** Half up, away from zero: as invoices are rounded. */
  static BigDecimal round(Object value, Object digits) {
    return rounded(value, digits, RoundingMode.HALF_UP);
  }

  static BigDecimal floor(Object value, Object digits) {
    return rounded(value, digits, RoundingMode.FLOOR);
  }

  static BigDecimal ceil(Object value, Object digits) {
    return rounded(value, digits, RoundingMode.CEILING);
  }

  private static BigDecimal rounded(Object value, Object digits, RoundingMode mode) {
    return Values.decimal(of(value).setScale(scale(digits), mode));
  }

  static String text(BigDecimal value) {
    return Values.decimal(of(value)).toPlainString();
  }

  /** Towards zero, as CEL's conversions are. */
  static Long toInteger(BigDecimal value) {
    try {
      return of(value).setScale(0, RoundingMode.DOWN).longValueExact();
    } catch (ArithmeticException e) {
      throw new ExpressionException("a decimal is beyond a 64-bit integer");
    }
  }

  private static int scale(Object digits) {
    long scale = (Long) digits;
    if (Math.abs(scale) > Values.MAX_DECIMAL_DIGITS) {
      throw new ExpressionException("digits to round to are from -1000 to 1000");
    }
    return (int) scale;
  }

  private static String shortened(String text) {
    return text.length() <= 40 ? text : text.substring(0, 40) + "…";
  }
}
