package dev.eventstore.event;

/**
 * A value that is not what its field takes; the message completes a sentence that names the field.
 */
public final class BadValueException extends Exception {
  private static final long serialVersionUID = 1L;

  private final RefusalCode code;

  BadValueException(RefusalCode code, String message) {
    super(message, null, false, false);
    this.code = code;
  }

  public RefusalCode code() {
    return code;
  }
}
