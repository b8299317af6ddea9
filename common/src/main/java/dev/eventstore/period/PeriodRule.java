package dev.eventstore.period;

import java.io.Serializable;
import java.time.Instant;

/** One way to tile time. Boundaries are whole seconds, since a start names its period. */
interface PeriodRule extends Serializable {
  /** The one period that contains the instant. */
  Period periodOf(Instant time);

  /**
   * The start that an id names, whether or not a period of this rule starts there.
   *
   * @throws RuntimeException of java.time where the id is not of this rule's form
   */
  Instant startOf(String id);

  /** What an id names, in words, such as {@code a month}. */
  String form();
}
