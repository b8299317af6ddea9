package dev.eventstore.event;

/**
 * What a source emits, in this order for each partition: first that the partition is its own to
 * read, then the records.
 */
public sealed interface SourceItem
    permits SourceRecord, UnreadableRecord, PartitionsAssigned, CaughtUp {}
