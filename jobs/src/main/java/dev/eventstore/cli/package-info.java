/** The command line. */
package dev.eventstore.cli;
