package dev.eventstore.breaking;

/** A store that did not come through what was done to it. */
final class Broken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Broken(String message) {
    super(message);
  }
}
