/** What may be published, and when: the books of each period. */
package dev.eventstore.gate;
