package dev.eventstore.table;

import java.io.IOException;

/** A line of a table's file that is wrong. */
final class BadRowException extends IOException {
  private static final long serialVersionUID = 1L;

  private final long line;

  BadRowException(long line, String message) {
    super(message);
    this.line = line;
  }

  long line() {
    return line;
  }
}
