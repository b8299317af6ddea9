package dev.eventstore.state;

import java.io.IOException;

/** Refuses state that a newer Event Store has written. */
final class Versions {
  private Versions() {}

  static void check(int found, int newest, String what) throws IOException {
    if (found < 1 || found > newest) {
      throw new IOException(
          "The savepoint holds an "
              + what
              + " of layout "
              + found
              + " but this Event Store reads layouts up to "
              + newest
              + "; restore it with the version that wrote it, or a newer one.");
    }
  }
}
