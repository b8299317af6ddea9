/** Reads the sections of a store file and checks the rules between them. */
package dev.eventstore.spec.read;
