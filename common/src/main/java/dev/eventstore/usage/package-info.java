/** What a store says: usage records, events, period reports, answers to commands. */
package dev.eventstore.usage;
