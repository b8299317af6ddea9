/** The operator before a target that is another store. */
package dev.eventstore.store.feed;
