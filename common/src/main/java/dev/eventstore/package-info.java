/** The domain of the Event Store, free of Flink. */
package dev.eventstore;
