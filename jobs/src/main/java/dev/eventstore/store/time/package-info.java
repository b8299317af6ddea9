/** What the operators share about periods and promises. */
package dev.eventstore.store.time;
