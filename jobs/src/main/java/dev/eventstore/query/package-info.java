/** SQL over what a snapshot holds. */
package dev.eventstore.query;
