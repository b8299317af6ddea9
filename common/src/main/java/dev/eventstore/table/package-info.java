/** Reference data for lookups: read from files, versioned by time. Knows no Flink. */
package dev.eventstore.table;
