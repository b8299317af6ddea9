package dev.eventstore.bench.job;

/** What runs. */
public enum Variant {
  /** The store, as {@code event-store run} runs it. */
  STORE,
  /** The same graph, with an operator that keeps nothing in the place of the event store. */
  PASS_THROUGH,
  /** The sources alone. */
  CONSUMPTION
}
