package dev.eventstore.spec;

/**
 * One thing wrong in a store file.
 *
 * @param path where, such as {@code meters[2].operators[0].filter}
 * @param message what is wrong, and the remedy, in one sentence
 */
public record Problem(String file, int line, String path, String message) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + path + ": " + message;
  }
}
