/**
 * Microbenchmarks of the hot path, by JMH: a part of it each, alone, on usage as the benchmark has
 * it. They tell which step is worth a change; whether the change helped, the scenarios tell.
 */
package dev.eventstore.bench.micro;
