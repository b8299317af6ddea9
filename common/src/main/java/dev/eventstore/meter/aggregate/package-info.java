/** Aggregates, each exact and mergeable in any order. */
package dev.eventstore.meter.aggregate;
