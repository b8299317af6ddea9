package dev.eventstore.event;

/**
 * The notice that everything that was there for a partition at a time has been read. A folder that
 * is monitored gives it, because nobody else can tell whether its silence means anything.
 *
 * @param at epoch milliseconds
 */
public record CaughtUp(int partition, long at) implements SourceItem {}
