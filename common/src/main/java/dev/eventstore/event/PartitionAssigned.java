package dev.eventstore.event;

/**
 * The notice that this reader has been given a partition, before any of its records; given again
 * after every restore. A partition that stays silent holds its period open (contract 3.4), and this
 * is how one that never had a record becomes known.
 */
public record PartitionAssigned(int partition) implements SourceItem {}
