/** The operator that keeps every event, and releases it to meters. */
package dev.eventstore.store.events;
