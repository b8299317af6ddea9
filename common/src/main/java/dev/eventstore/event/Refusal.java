package dev.eventstore.event;

import java.time.Instant;

/**
 * A refused record with everything quarantine tells about it (contract 3.1).
 *
 * @param message what is wrong, naming the field, in one sentence
 * @param field the field concerned, or null
 * @param period the id of the event's period where it is known, or null
 * @param time the event's time where it is known, or null
 * @param position where it was read; null of an event that the store has
 * @param received when it was read, epoch milliseconds
 * @param original the record's bytes as they came; of an event that the store has, its fields as a
 *     JSON object
 */
public record Refusal(
    String source,
    String region,
    RefusalCode code,
    String message,
    String field,
    String period,
    Instant time,
    Position position,
    long received,
    byte[] original) {}
