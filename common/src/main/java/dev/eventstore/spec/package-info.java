/** What a store file says, as values. */
package dev.eventstore.spec;
