package dev.eventstore.event;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Map;

/** What decoding makes of one record: exactly one of these, never an exception. */
public sealed interface Decoded {

  /**
   * A usage event.
   *
   * @param values in the schema's field order, canonical, null where absent; required, id and key
   *     fields are there
   * @param time the event's time
   */
  record Accepted(Object[] values, Instant time) implements Decoded {}

  /**
   * That an event is no more, from a source that is another store.
   *
   * @param values of the event as that store said it last
   * @param time the event's time
   */
  record Deleted(Object[] values, Instant time) implements Decoded {}

  /**
   * A source's word that a period, and all before it, is complete in this partition.
   *
   * @param period the period's id
   * @param count distinct events declared, or -1
   * @param totals declared sums by field
   */
  record Completion(String period, long count, Map<String, BigDecimal> totals) implements Decoded {}

  /** Not usage: the source's filter said so. */
  record Ignored() implements Decoded {}

  /**
   * @param field the field concerned, or null
   * @param time the event's time where it is known, or null
   */
  record Refused(RefusalCode code, String message, String field, Instant time) implements Decoded {
    /** What cannot be read at all. */
    public static Refused malformed(String message) {
      return new Refused(RefusalCode.MALFORMED, message, null, null);
    }
  }
}
