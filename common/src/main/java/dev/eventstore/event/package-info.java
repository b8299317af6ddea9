/** What comes from sources, and what is made of it: events' values, identities, refusals. */
package dev.eventstore.event;
