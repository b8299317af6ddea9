package dev.eventstore.query;

/** A query that cannot be run as it is written; the message says where and what there is. */
public final class SqlException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SqlException(String message, Throwable cause) {
    super(message, cause);
  }
}
