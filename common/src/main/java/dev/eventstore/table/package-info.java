/** Reference data for lookups: of files and topics, versioned by time. Knows no Flink. */
package dev.eventstore.table;
