package dev.eventstore.connect;

import java.io.IOException;

/** What a reader of old bytes says of a tag or version that it does not know. */
public final class NewerLayout {
  private NewerLayout() {}

  public static IOException of(int tag) {
    return new IOException(
        "unknown tag " + tag + ": the data was written by a newer version of Event Store");
  }
}
