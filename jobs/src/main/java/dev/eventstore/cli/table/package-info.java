/** Tables that commands print. */
package dev.eventstore.cli.table;
