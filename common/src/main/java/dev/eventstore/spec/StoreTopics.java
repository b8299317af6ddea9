package dev.eventstore.spec;

/** The topics by which stores feed stores: both sides know them by the sender's names. */
public final class StoreTopics {
  private StoreTopics() {}

  /** The topic of a meter, on the default cluster of its store. */
  public static String of(String store, String meter) {
    return store + "." + meter;
  }
}
