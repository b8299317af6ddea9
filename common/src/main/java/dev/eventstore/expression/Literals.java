package dev.eventstore.expression;

import dev.cel.common.ast.CelMutableExpr;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the digits of numbers as they are written, which the parser has made doubles. */
final class Literals {
  private static final Pattern LITERAL =
      Pattern.compile("-?\\s*([0-9]*\\.?[0-9]+([eE][+-]?[0-9]+)?)");

  private final String text;
  private final Map<Long, Integer> positions;

  /**
   * @param positions by the ids of expressions, in code points
   */
  Literals(String text, Map<Long, Integer> positions) {
    this.text = text;
    this.positions = positions;
  }

  String digits(CelMutableExpr expr) {
    Matcher matcher = LITERAL.matcher(text);
    int from = text.offsetByCodePoints(0, positions.getOrDefault(expr.id(), 0));
    double value = expr.constant().doubleValue();
    if (!matcher.find(from) || Math.abs(value) != Double.parseDouble(matcher.group(1))) {
      throw new ExpressionException(
          "a number near column " + (from + 1) + " cannot be read; write it such as 0.5");
    }
    return (value < 0 ? "-" : "") + matcher.group(1);
  }
}
