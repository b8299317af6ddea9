package dev.eventstore.cli;

/** How many, in words. */
final class Count {
  private Count() {}

  /** {@code 1 record}, {@code 2 records}. */
  static String of(long count, String one) {
    return count + " " + one + (count == 1 ? "" : "s");
  }
}
