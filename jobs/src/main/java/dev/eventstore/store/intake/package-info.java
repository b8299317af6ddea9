/** The operator behind each source: decodes, and keeps its clock. */
package dev.eventstore.store.intake;
