package dev.eventstore.breaking;

/** What a store is doing when it is struck. */
enum Moment {
  /** Usage comes in. */
  INGEST,
  /** A period is complete and its figures come out. */
  RELEASE,
  /** A savepoint is taken. */
  SAVEPOINT;

  @Override
  public String toString() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
