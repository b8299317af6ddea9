/** The job of a store: its dataflow, and its ends. */
package dev.eventstore.store;
