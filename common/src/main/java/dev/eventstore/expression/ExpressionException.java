package dev.eventstore.expression;

/** An expression that does not compile, or failed; the message is one sentence with the place. */
public final class ExpressionException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ExpressionException(String message) {
    super(message);
  }
}
