package dev.eventstore.store.totals;

import java.io.Serializable;

/**
 * A snapshot that tells what had been published, to a store that goes on from an older one.
 *
 * @param snapshot its URI
 * @param upTo event time, epoch milliseconds: the watermark up to which it was published
 */
public record PublishedIn(String snapshot, long upTo) implements Serializable {}
