/** What Flink reports of a store. */
package dev.eventstore.metrics;
