package dev.eventstore.event;

import java.util.List;

/**
 * The notice that this reader has been given partitions, before any of their records; given again
 * after every restore. A partition that stays silent holds its period open (contract 3.4), and this
 * is how one that never had a record becomes known.
 *
 * <p>All that are given at once are one notice: whoever knew some of them only would take their
 * promise for the reader's.
 */
public record PartitionsAssigned(List<Integer> partitions) implements SourceItem {
  public PartitionsAssigned {
    partitions = List.copyOf(partitions);
  }
}
