package dev.eventstore.expression;

import dev.cel.common.CelErrorCode;
import dev.cel.runtime.CelEvaluationException;
import java.util.regex.Pattern;

/** Says in one sentence why an expression failed on a row. */
final class RunMessages {
  static final String BEYOND_64_BITS = "an integer is beyond 64 bits; use decimal(x)";

  private static final Pattern PLACE = Pattern.compile("^evaluation error at <input>:\\d+: ");

  private RunMessages() {}

  static String of(CelEvaluationException failure) {
    Throwable cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof ExpressionException) {
      return cause.getMessage();
    }
    return switch (failure.getErrorCode()) {
      case DIVIDE_BY_ZERO -> "division by zero";
      case NUMERIC_OVERFLOW -> BEYOND_64_BITS;
      case OVERLOAD_NOT_FOUND -> "an operand is of a type that its operator does not take";
      default -> CompileMessages.plain(withoutPlace(failure));
    };
  }

  private static String withoutPlace(CelEvaluationException failure) {
    return PLACE.matcher(String.valueOf(failure.getMessage())).replaceFirst("");
  }

  /** Of a failure where integers are decimals: what takes none needs a small integer. */
  static String ofWide(CelEvaluationException failure) {
    return failure.getErrorCode() == CelErrorCode.OVERLOAD_NOT_FOUND ? BEYOND_64_BITS : of(failure);
  }
}
