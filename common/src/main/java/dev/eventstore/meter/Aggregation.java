package dev.eventstore.meter;

import java.util.List;

/**
 * A meter's aggregate.
 *
 * @param groups the names of the group's columns
 * @param places where they are in a row
 * @param calls the values, in the order of the store file
 */
record Aggregation(List<String> groups, int[] places, List<AggregateCall> calls) {}
