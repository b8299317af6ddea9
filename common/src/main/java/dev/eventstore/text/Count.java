package dev.eventstore.text;

/** How many, in words. */
public final class Count {
  private Count() {}

  /** {@code 1 record}, {@code 2 records}. */
  public static String of(long count, String one) {
    return count + " " + one + (count == 1 ? "" : "s");
  }
}
