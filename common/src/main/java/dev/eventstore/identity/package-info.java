/** One id, one event: duplicates, versions and conflicts. */
package dev.eventstore.identity;
