/** The operator that merges contributions, and publishes figures and revisions. */
package dev.eventstore.store.totals;
