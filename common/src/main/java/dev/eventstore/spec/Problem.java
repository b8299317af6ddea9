package dev.eventstore.spec;

/**
 * One thing wrong in a store file.
 *
 * @param file the file as it was named by the user
 * @param line from 1
 * @param path where, such as {@code meters[2].operators[0].filter}; empty: the file as a whole
 * @param message what is wrong, and the remedy, in one sentence
 */
public record Problem(String file, int line, String path, String message) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + (path.isEmpty() ? "" : path + ": ") + message;
  }
}
