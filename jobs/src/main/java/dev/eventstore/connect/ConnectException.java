package dev.eventstore.connect;

/** A source, target or channel that cannot be used; the message is one sentence with the remedy. */
public final class ConnectException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ConnectException(String message, Throwable cause) {
    super(message, cause);
  }
}
