package dev.eventstore.event;

import java.time.Instant;

/**
 * A record as a source read it, before it is decoded.
 *
 * @param partition the partition of the source it came by: the number of a Kafka partition, 0 for
 *     files
 * @param completeHeader whether it carries the header {@code event-store: complete}
 * @param timestamp the arrival time: the Kafka record's timestamp; for files, when it was read
 * @param received when it was read, epoch milliseconds
 * @param bytes the value as it came; empty where the record had none
 */
public record SourceRecord(
    Position position,
    int partition,
    boolean completeHeader,
    Instant timestamp,
    long received,
    byte[] bytes)
    implements SourceItem {}
