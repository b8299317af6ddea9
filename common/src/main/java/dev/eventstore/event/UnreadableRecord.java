package dev.eventstore.event;

import java.time.Instant;

/**
 * A record that the source itself could not hand over whole; it is refused as {@code malformed}.
 *
 * @param timestamp the arrival time
 * @param received when it was read, epoch milliseconds
 * @param head the first bytes of it
 * @param message what is wrong, in one sentence
 */
public record UnreadableRecord(
    Position position, int partition, Instant timestamp, long received, byte[] head, String message)
    implements SourceItem {}
