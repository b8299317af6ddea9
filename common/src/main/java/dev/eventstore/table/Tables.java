package dev.eventstore.table;

import dev.eventstore.spec.TableSpec;

/** Reads the tables that meters look up. */
@FunctionalInterface
public interface Tables {
  /**
   * The table; the same object each time.
   *
   * @throws TableException where it cannot be read
   */
  Table of(TableSpec spec);
}
