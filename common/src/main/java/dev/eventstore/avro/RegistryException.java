package dev.eventstore.avro;

/**
 * A schema registry that cannot be asked: no record's fault, so none is refused for it. The job
 * fails and tries again. The message is one sentence with the remedy.
 */
public final class RegistryException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  RegistryException(String message, Throwable cause) {
    super(message, cause);
  }
}
