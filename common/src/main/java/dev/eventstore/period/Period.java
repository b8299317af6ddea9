package dev.eventstore.period;

import java.time.Instant;

/**
 * A half-open span [start, end) of event time.
 *
 * @param id the name of the period, such as {@code 2026-10}
 */
public record Period(Instant start, Instant end, String id) {
  public boolean contains(Instant time) {
    return !time.isBefore(start) && time.isBefore(end);
  }
}
