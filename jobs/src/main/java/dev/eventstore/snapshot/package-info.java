/** Savepoints and checkpoints of a store, read from outside. */
package dev.eventstore.snapshot;
