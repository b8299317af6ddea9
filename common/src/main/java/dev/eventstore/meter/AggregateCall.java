package dev.eventstore.meter;

import dev.eventstore.expression.Expression;
import dev.eventstore.expression.ExpressionCompiler;
import dev.eventstore.expression.ExpressionException;
import dev.eventstore.expression.ExpressionType;
import dev.eventstore.meter.aggregate.Accumulator;
import dev.eventstore.meter.aggregate.AggregateFunction;
import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * One value of an aggregate, such as {@code sum(gb)}.
 *
 * @param argument null for {@code count()}, which counts events
 */
record AggregateCall(AggregateFunction function, Expression argument) {
  private static final Pattern CALL =
      Pattern.compile("\\s*([A-Za-z_]\\w*)\\s*\\((.*)\\)\\s*", Pattern.DOTALL);

  /**
   * @throws ExpressionException where the text is no such call
   */
  static AggregateCall parse(String text, ExpressionCompiler compiler) {
    Matcher matcher = CALL.matcher(text);
    if (!matcher.matches()) {
      throw new ExpressionException(
          "'" + text + "' is no aggregate; write a function of one column, such as sum(bytes)");
    }
    String word = matcher.group(1);
    String argument = matcher.group(2).strip();
    AggregateFunction function = function(word);
    if (argument.isEmpty()) {
      if (function == AggregateFunction.COUNT) {
        return new AggregateCall(function, null);
      }
      throw new ExpressionException(
          word + "() says not of what; name a column, such as " + word + "(x)");
    }
    Expression compiled = compiler.compile(argument);
    if (!function.takes(compiled.type())) {
      throw new ExpressionException(
          word + " does not take " + word(compiled.type()) + "; give it " + taken(function));
    }
    return new AggregateCall(function, compiled);
  }

  private static AggregateFunction function(String word) {
    if (AggregateFunction.NOT_SUPPORTED_YET.contains(word)) {
      throw new ExpressionException("not supported yet: " + word + "; use one of " + words());
    }
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

  Accumulator<?> newAccumulator() {
    return function.newAccumulator();
  }
}
