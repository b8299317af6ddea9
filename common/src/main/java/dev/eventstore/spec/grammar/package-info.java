/** The grammar of store files, described once: for the checks of a file and for its JSON Schema. */
package dev.eventstore.spec.grammar;
