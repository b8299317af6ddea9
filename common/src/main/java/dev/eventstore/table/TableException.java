package dev.eventstore.table;

/** A table that cannot be read; the message is one sentence with the file, the line, the remedy. */
public final class TableException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TableException(String message) {
    super(message);
  }
}
