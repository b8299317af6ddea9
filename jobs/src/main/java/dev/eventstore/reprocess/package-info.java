/** What reprocessing would publish, computed from a snapshot, touching nothing. */
package dev.eventstore.reprocess;
