/** Targets that are tables of a database. */
package dev.eventstore.connect.jdbc;
