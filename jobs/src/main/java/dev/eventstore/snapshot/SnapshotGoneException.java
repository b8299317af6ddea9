package dev.eventstore.snapshot;

/**
 * A snapshot was deleted while it was to be read, as a running store does with its older
 * checkpoints. Nothing of it has been told.
 */
public final class SnapshotGoneException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  SnapshotGoneException(String message, Throwable cause) {
    super(message, cause);
  }
}
