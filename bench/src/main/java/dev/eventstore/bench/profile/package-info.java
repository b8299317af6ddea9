/** Where the processor time of the store goes: a run of it under async-profiler. */
package dev.eventstore.bench.profile;
