package dev.eventstore.cli;

/** What a command refuses to do; the message is one sentence with the remedy. */
final class CommandException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CommandException(String message) {
    super(message);
  }
}
