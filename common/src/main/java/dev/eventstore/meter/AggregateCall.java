package dev.eventstore.meter;

import dev.eventstore.expression.Expression;
import dev.eventstore.expression.ExpressionException;
import dev.eventstore.expression.ExpressionType;
import dev.eventstore.expression.IntegerRange;
import dev.eventstore.meter.aggregate.Accumulator;
import dev.eventstore.meter.aggregate.AggregateFunction;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One value of an aggregate, such as {@code sum(gb)}.
 *
 * @param argument null for {@code count()}, which counts events
 * @param percent which percentile, for those
 */
record AggregateCall(AggregateFunction function, Expression argument, BigDecimal percent) {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final Pattern CALL =
      Pattern.compile("\\s*([A-Za-z_]\\w*)\\s*\\((.*)\\)\\s*", Pattern.DOTALL);

  /** A value, and which percentile. */
  private static final Pattern PERCENTILE =
      Pattern.compile("(.*),\\s*([0-9]{1,3}(?:\\.[0-9]{1,20})?)", Pattern.DOTALL);

  /**
   * @return null where an earlier mistake hides what the argument is
   * @throws ExpressionException where the text is no such call
   */
  static AggregateCall parse(String text, RowExpressions expressions) {
    Matcher matcher = CALL.matcher(text);
    if (!matcher.matches()) {
      throw new ExpressionException(
          "'" + text + "' is no aggregate; write a function of one column, such as sum(bytes)");
    }
    String word = matcher.group(1);
    String argument = matcher.group(2).strip();
    AggregateFunction function = function(word);
    if (argument.isEmpty() && function == AggregateFunction.COUNT) {
      return new AggregateCall(function, null, null);
    }
    String example = word + (function.takesPercent() ? "(x, 95)" : "(x)");
    if (argument.isEmpty()) {
      throw new ExpressionException(
          word + "() says not of what; name a column, such as " + example);
    }
    BigDecimal percent = null;
    if (function.takesPercent()) {
      Matcher parts = PERCENTILE.matcher(argument);
      if (!parts.matches()) {
        throw new ExpressionException(
            word + " says not which percentile; write it such as " + example);
      }
      percent = percent(parts.group(2));
      argument = parts.group(1);
    }
    Expression compiled = expressions.compile(argument);
    if (compiled == null) {
      return null;
    }
    if (!function.takes(compiled.type())) {
      throw new ExpressionException(
          word + " does not take " + word(compiled.type()) + "; give it " + taken(function));
    }
    return new AggregateCall(function, compiled, percent);
  }

  /** Refuses what is meant as a share: 0.95 is hardly the percentile below the first. */
  private static BigDecimal percent(String text) {
    BigDecimal percent = new BigDecimal(text);
    if (percent.compareTo(HUNDRED) > 0
        || percent.signum() > 0 && percent.compareTo(BigDecimal.ONE) < 0) {
      throw new ExpressionException(
          text + " is no percentile; write 0, or from 1 to 100, such as 95 or 99.9");
    }
    return percent;
  }

  private static AggregateFunction function(String word) {
    return AggregateFunction.of(word)
        .orElseThrow(
            () ->
                new ExpressionException("unknown aggregate '" + word + "'; known are " + words()));
  }

  private static String words() {
    return Arrays.stream(AggregateFunction.values())
        .map(AggregateFunction::word)
        .collect(Collectors.joining(", "));
  }

  private static String taken(AggregateFunction function) {
    return Arrays.stream(ExpressionType.values())
        .filter(function::takes)
        .map(AggregateCall::word)
        .collect(Collectors.joining(" or "));
  }

  private static String word(ExpressionType type) {
    return type == ExpressionType.DYNAMIC
        ? "a value of unknown type"
        : type.name().toLowerCase(Locale.ROOT);
  }

  ExpressionType type() {
    return function.resultType(argument == null ? ExpressionType.INTEGER : argument.type());
  }

  /** The bounds of its result, where that is an integer. */
  IntegerRange range(Function<String, IntegerRange> columns) {
    return function.resultRange(argument == null ? IntegerRange.ANY : argument.range(columns));
  }

  Accumulator<?> newAccumulator() {
    return function.newAccumulator(percent);
  }
}
