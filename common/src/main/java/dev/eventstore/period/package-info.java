/** The calendar of a store: which periods there are, and what they are called. */
package dev.eventstore.period;
