package dev.eventstore.expression;

import java.util.Map;

/** Compiles CEL with exact decimals against the names and types that a place offers. */
public final class ExpressionCompiler {
  public ExpressionCompiler(Map<String, ExpressionType> names) {}

  /**
   * @throws ExpressionException where the text does not parse or type-check
   */
  public Expression compile(String text) {
    throw new UnsupportedOperationException();
  }
}
