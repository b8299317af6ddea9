/** The operator that decides which periods are published, and what it is told. */
package dev.eventstore.store.gate;
